/**
 * Does something to one after the other, and gives the sum of what it gives. One that fails keeps none
 * of those after it from their turn; its error is thrown at the end.
 */
export async function sumOfAll<T>(
  items: readonly T[],
  work: (item: T) => Promise<number>,
): Promise<number> {
  let sum = 0;
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      sum += await work(item);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return sum;
}
