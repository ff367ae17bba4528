export interface TokenBucketOptions {
  ratePerSecond: number;
  burst: number;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Gives a function that is true as often as a rate allows. */
export function createTokenBucket({ ratePerSecond, burst, now }: TokenBucketOptions) {
  let tokens = burst;
  let filledAtMs = now();

  return (): boolean => {
    const timeMs = now();
    const passedMs = Math.max(0, timeMs - filledAtMs);
    tokens = Math.min(burst, tokens + (passedMs / 1_000) * ratePerSecond);
    filledAtMs = timeMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
