import { isDeepStrictEqual } from 'node:util';

import type { FlagDifference } from '@halyard/contracts';

import type { Place } from './place.ts';

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
