import type { FlagDifference } from '@halyard/contracts';

import { asJson } from '../words/values.ts';
import { differenceAt } from './difference-at.ts';
import type { Place } from './place.ts';

/** What differs between two values of one place; nothing where they are equal. `undefined` is absent. */
export type Compare = (place: Place, before: unknown, after: unknown) => FlagDifference[];

/** How a value is said. */
export type Say = (value: unknown) => string;

/** A comparison of values that differ as a whole or not at all. */
export const value = (say: Say = asJson): Compare =>
  asWhole((after) => `set to ${say(after)}`, say);

/** The same of what comes and goes as a whole, such as a rule. */
export const item = (say: Say): Compare => asWhole((after) => `added (${say(after)})`, say);

const asWhole =
  (sayCame: Say, say: Say): Compare =>
  (place, before, after) =>
    differenceAt(place, before, after, () => {
      if (before === undefined) return sayCame(after);
      if (after === undefined) return `removed (was ${say(before)})`;
      return `${say(before)} → ${say(after)}`;
    });
