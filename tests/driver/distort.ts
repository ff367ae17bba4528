import type { Hint } from '@halyard/contracts';
import type { HintSource } from '@halyard/replica';

import type { Random } from './random.ts';

/** How many hints of 1 meet which fate. */
export interface Distortion {
  lost: number;
  late: number;
  doubled: number;
}

const longestDelayMs = 300;

/** Passes hints on as a bad network would: some never, some twice, some late and so out of order. */
export function distort(
  hints: HintSource,
  random: Random,
  { lost, late, doubled }: Distortion,
): HintSource {
  return {
    subscribe({ onHint, onGap }) {
      const pass = (hint: Hint): void => {
        if (random.chance(lost)) return;
        const isLate = random.chance(late);
        setTimeout(() => onHint(hint), isLate ? random.below(longestDelayMs) : 0);
        if (random.chance(doubled)) setTimeout(() => onHint(hint), random.below(longestDelayMs));
      };
      return hints.subscribe({ onHint: pass, onGap });
    },
  };
}
