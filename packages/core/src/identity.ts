/** The part of an evaluation context that identifies who is asking. */
export type Identifier =
  | { kind: 'user_id'; value: string }
  | { kind: 'anonymous_id'; value: string }
  | { kind: 'session_id'; value: string };

/** What the engine knows about who is asking. */
export interface EvaluationContext {
  user_id?: unknown;
  anonymous_id?: unknown;
  session_id?: unknown;
}

const kinds = ['user_id', 'anonymous_id', 'session_id'] as const;

/**
 * The identifier used for a context: `user_id`, else `anonymous_id`, else `session_id`.
 * Safe integers become decimal strings; `""` and values of other types count as absent.
 */
export function identify(context: EvaluationContext): Identifier | undefined {
  for (const kind of kinds) {
    const value = toIdentifier(context[kind]);
    if (value !== undefined) return { kind, value };
  }
  return undefined;
}

function toIdentifier(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
