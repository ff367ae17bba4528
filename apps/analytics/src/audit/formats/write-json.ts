/**
 * Batches as one JSON array. What fails on the way leaves it without an end, so that nobody takes it
 * for the whole.
 */
export async function* writeJson(
  batches: AsyncIterable<readonly object[]>,
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const batch of batches) {
    yield before + batch.map((entry) => JSON.stringify(entry)).join(',\n');
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}
