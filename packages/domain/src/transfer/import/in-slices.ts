import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long others wait for their turn at most, but for what one item takes. */
const sliceMs = 10;

/** Makes something of each of many, one after the other, with other requests in between. */
export async function inSlices<T, R>(
  items: readonly T[],
  make: (item: T, index: number) => R | Promise<R>,
): Promise<R[]> {
  const made: R[] = [];
  let since = performance.now();
  for (const [index, item] of items.entries()) {
    if (performance.now() - since > sliceMs) {
      await nextTurn();
      since = performance.now();
    }
    made.push(await make(item, index));
  }
  return made;
}
