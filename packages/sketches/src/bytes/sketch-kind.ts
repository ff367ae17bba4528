/** The first byte of every encoded sketch: what it is of, and how it is written. */
export const sketchKind = { sparseUsers: 1, denseUsers: 2, latencies: 3 } as const;
