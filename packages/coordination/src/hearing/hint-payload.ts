import type { Hint } from '@halyard/contracts';

/** The hint as it is sent; its changes stay behind where they would make it too large. */
export function toPayload(hint: Hint, mostBytes: number): string {
  const whole = JSON.stringify(hint);
  if (Buffer.byteLength(whole) <= mostBytes) return whole;
  return JSON.stringify({ organization_id: hint.organization_id, seq: hint.seq });
}

/** The hint that was sent; `undefined` for anything else. */
export function fromPayload(payload: string): Hint | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return isHint(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHint(value: unknown): value is Hint {
  if (typeof value !== 'object' || value === null) return false;
  const { organization_id, seq, changes } = value as Record<string, unknown>;
  return (
    typeof organization_id === 'string' &&
    Number.isSafeInteger(seq) &&
    (changes === undefined || Array.isArray(changes))
  );
}
