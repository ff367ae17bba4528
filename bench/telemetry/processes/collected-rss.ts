const collections = 3;

/** Bytes of this process's RSS after a collection. */
export function readCollectedRss(): number {
  for (let turn = 0; turn < collections; turn++) globalThis.gc?.();
  return process.memoryUsage.rss();
}
