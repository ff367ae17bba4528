import { AppError } from '@halyard/contracts';

const form = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** These stand in paths where a flag's key could stand. */
const reserved = new Set(['stream', 'evaluate', 'check-key', 'export', 'import', 'bulk']);

/** Checks a new flag's key; throws `invalid_request` naming what a key looks like. */
export function parseFlagKey(key: string): string {
  if (form.test(key) && !uuid.test(key) && !reserved.has(key)) return key;
  throw new AppError('invalid_request', 'This cannot be the key of a flag.', [
    {
      field: 'key',
      expected:
        '1 to 128 letters, digits, ".", "_" or "-", starting with a letter, digit or "_"; ' +
        `not a UUID; none of ${[...reserved].join(', ')}`,
    },
  ]);
}
