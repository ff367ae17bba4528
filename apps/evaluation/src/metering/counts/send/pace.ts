import { setImmediate as nextTurn } from 'node:timers/promises';

/** Told of steps that were taken; gives what to wait for when it is the turn of other work. */
export type Pace = (steps: number) => Promise<void> | undefined;

/** Other work gets its turn after so many steps, so that no request waits for long. */
export function createPace(stepsATurn: number): Pace {
  let taken = 0;
  return (steps) => {
    taken += steps;
    if (taken < stepsATurn) return undefined;
    taken = 0;
    return nextTurn();
  };
}
