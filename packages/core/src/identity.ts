import type { EvaluationContext } from './input.ts';

/** The field of the context that the identifier was taken from. */
export type IdentifierKind = 'user_id' | 'anonymous_id' | 'session_id';

/** An identifier or bucketing value: a text that is not empty, or a safe integer in decimal. */
export function toIdentifier(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Which field identifies a context: the first of the three that can. */
export function identifierKind(context: EvaluationContext): IdentifierKind | undefined {
  if (toIdentifier(context.user_id) !== undefined) return 'user_id';
  if (toIdentifier(context.anonymous_id) !== undefined) return 'anonymous_id';
  if (toIdentifier(context.session_id) !== undefined) return 'session_id';
  return undefined;
}

/** What identifies a context, if anything does. */
export function identifierOf(context: EvaluationContext): string | undefined {
  const kind = identifierKind(context);
  return kind && toIdentifier(context[kind]);
}
