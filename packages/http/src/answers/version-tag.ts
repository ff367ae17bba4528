import type { IncomingMessage } from 'node:http';

import { AppError, invalidInput } from '@halyard/contracts';

/** The version of what an answer is about, as its `ETag`. */
export const versionTag = (version: number): { etag: string } => ({ etag: `"${version}"` });

const form = /^(?:W\/)?"?(\d{1,9})"?$/;
const expected = 'a version, such as "5" or the ETag of what was read';

/**
 * The version that a write is for: of `If-Match`, or of `expected_version` where the request says it
 * in its own words. `undefined` where it is for any. Both, and not the same, are refused.
 */
export function readExpectedVersion(
  { headers }: Pick<IncomingMessage, 'headers'>,
  given?: number,
): number | undefined {
  const header = headers['if-match'];
  if (header === undefined || header === '*') return given;
  const digits = form.exec(header.trim())?.[1];
  if (digits === undefined) throw invalidInput([{ field: 'If-Match', expected }]);
  const version = Number(digits);
  if (given !== undefined && given !== version) {
    throw new AppError('invalid_request', 'If-Match and expected_version disagree.', [
      { field: 'expected_version', expected: 'the same as If-Match, or left out' },
    ]);
  }
  return version;
}
