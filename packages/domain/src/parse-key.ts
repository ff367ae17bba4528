import { AppError } from '@halyard/contracts';

import { isUuid } from './uuid.ts';

const form = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** These stand in paths where a key could stand. */
const reserved = new Set(['stream', 'evaluate', 'check-key', 'export', 'import', 'bulk']);

/** What a key looks like. */
export const expectedKey =
  '1 to 128 letters, digits, ".", "_" or "-", starting with a letter, digit or "_"; ' +
  `not a UUID; none of ${[...reserved].join(', ')}`;

export const isKey = (key: string): boolean => form.test(key) && !isUuid(key) && !reserved.has(key);

/** Checks the key of a new flag or segment; throws `invalid_request` naming what a key looks like. */
export function parseKey(key: string): string {
  if (isKey(key)) return key;
  throw new AppError('invalid_request', 'This cannot be a key.', [
    { field: 'key', expected: expectedKey },
  ]);
}
