/**
 * Does something for each, one after the other. One that fails holds up no other: what has failed is
 * thrown at the end.
 */
export async function eachAlone<T>(
  items: readonly T[],
  run: (item: T) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    await run(item).catch((error: unknown) => failures.push(error));
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} have failed.`);
}
