import { invalidInput } from '@halyard/contracts';
import { isStorable } from '@halyard/core';

/** Where a page of a list ended, as the next one is asked for: opaque to whoever asks. */
export const toCursor = (place: readonly string[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that {@link toCursor} was given. Throws `invalid_request` where `isPlace` refuses it. */
export function readCursor(
  cursor: string,
  isPlace: (place: readonly string[]) => boolean,
): readonly string[] {
  const place = parse(cursor);
  if (place && toCursor(place) === cursor && isPlace(place)) return place;
  throw invalidInput([
    { field: 'cursor', expected: 'the next_cursor of the page before, of the same list' },
  ]);
}

function parse(cursor: string): readonly string[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(place) && place.every(isText) ? place : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && isStorable(value);
