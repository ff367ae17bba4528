import { isDeepStrictEqual } from 'node:util';

import type { FlagDifference } from '@halyard/contracts';

import { asJson } from '../words/values.ts';
import type { Place } from './place.ts';

/** What differs between two values of one place; nothing where they are equal. `undefined` is absent. */
export type Compare = (place: Place, before: unknown, after: unknown) => FlagDifference[];

/** How a value is said. */
export type Say = (value: unknown) => string;

/** A comparison of values that differ as a whole or not at all. */
export const value =
  (say: Say = asJson): Compare =>
  (place, before, after) =>
    differenceAt(place, before, after, () => {
      if (before === undefined) return `set to ${say(after)}`;
      if (after === undefined) return `removed (was ${say(before)})`;
      return `${say(before)} → ${say(after)}`;
    });

/** The same of what comes and goes as a whole, such as a rule. */
export const item =
  (say: Say): Compare =>
  (place, before, after) =>
    differenceAt(place, before, after, () => {
      if (before === undefined) return `added (${say(after)})`;
      if (after === undefined) return `removed (was ${say(before)})`;
      return `${say(before)} → ${say(after)}`;
    });

/** The difference at a place, said as given; none where there is none. */
export function differenceAt(
  { field, prefix, noun }: Place,
  before: unknown,
  after: unknown,
  sayIt: () => string,
): FlagDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  return [
    {
      field,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      text: `${prefix}${noun === '' ? '' : `${noun} `}${sayIt()}`,
    },
  ];
}
