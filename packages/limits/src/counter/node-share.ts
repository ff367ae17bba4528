/** What one node may spend in a window while the counter is away. */
export const nodeShare = (limit: number, nodes: number): number =>
  Math.max(1, Math.floor(limit / nodes));
