import { setImmediate as nextTurn } from 'node:timers/promises';

/** So few that other requests hardly wait. */
const slice = 200;

/** Does something for each item in order, with other requests' turns in between. */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  let count = 0;
  for (const item of items) {
    work(item);
    count += 1;
    if (count % slice === 0) await nextTurn();
  }
}
