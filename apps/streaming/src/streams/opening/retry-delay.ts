const shortestMs = 500;
const longestMs = 10_000;

/**
 * How long a client is to wait before it connects again, milliseconds: any time of a window so long
 * that all streams of this node can be opened in it.
 */
export function retryDelayMs(
  streams: number,
  { perSecond, random = Math.random }: { perSecond: number; random?: () => number },
): number {
  const windowMs = Math.min(longestMs - shortestMs, Math.max(1_000, (streams / perSecond) * 1_000));
  return Math.round(shortestMs + random() * windowMs);
}
