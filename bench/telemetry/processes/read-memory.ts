/** Bytes that a process has after a collection. */
export interface Memory {
  rss: number;
  /** Of these, what objects take: where that stays as it was, nothing piles up. */
  heap: number;
}

const collections = 3;

export function readMemory(): Memory {
  for (let turn = 0; turn < collections; turn++) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed };
}
