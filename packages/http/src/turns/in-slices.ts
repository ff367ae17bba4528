import { setImmediate as nextTurn } from 'node:timers/promises';

/** So short that other requests hardly wait. */
const longestTurnMs = 1;

/**
 * Does something for each item in order, with other requests' turns in between: by time, since what
 * an item takes depends on what a client sent.
 */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  let turnEndsMs = performance.now() + longestTurnMs;
  for (const item of items) {
    work(item);
    if (performance.now() < turnEndsMs) continue;
    await nextTurn();
    turnEndsMs = performance.now() + longestTurnMs;
  }
}
