import { invalidInput } from '@halyard/contracts';
import { isStorable } from '@halyard/core';

const expected = 'the next_cursor of the page before, in the same order';

/** Where a page ended, as a text that nobody needs to understand. */
export const writeCursor = (parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** What {@link writeCursor} was given; throws `invalid_request` where it cannot have made this. */
export function readCursor(cursor: string): string[] {
  const parts = tryParse(Buffer.from(cursor, 'base64url').toString());
  const isOurs = Array.isArray(parts) && parts.every((part) => typeof part === 'string');
  if (!isOurs || !parts.every(isStorable)) throw badCursor();
  return parts;
}

export const badCursor = () => invalidInput([{ field: 'cursor', expected }]);

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
