const shortestMs = 100;
const longestMs = 5_000;

/**
 * How long to wait after so many failures in a row: twice as long each time, up to 5 s, and less by
 * a random part of at most a half, so that nodes do not come back all at once.
 */
export function retryDelayMs(failures: number, random: () => number = Math.random): number {
  const delayMs = Math.min(longestMs, shortestMs * 2 ** failures);
  return delayMs * (1 - random() / 2);
}
