/** Removes in batches of so many rows, so that no statement holds locks for long; gives how many. */
export async function inBatches(
  batch: number,
  remove: (batch: number) => Promise<number>,
): Promise<number> {
  let removed = 0;
  let last: number;
  do {
    last = await remove(batch);
    removed += last;
  } while (last >= batch);
  return removed;
}
