/** The longest latency there is, in milliseconds: a day. */
const longestMs = 86_400_000;

/** What is shorter counts as 0, so that there are 1 261 bins at most. */
const shortestMs = 0.001;

/** (1 + α) / (1 - α) for an accuracy α of 1 %. */
const gamma = 1.01 / 0.99;

/** The bins of latencies from 0.001 ms to a day are those from -345 to 914. */
const binOfPositive = (ms: number): number => Math.ceil(Math.log(ms) / Math.log(gamma));

export const lowestBin = -346;
export const highestBin = binOfPositive(longestMs);

/**
 * The bin that a latency falls in, so that the bin's value is within 1 % of it: Masson, Rim & Lee,
 * "DDSketch", PVLDB 12 (2019), section 2.1. Throws at what is not from 0 to 86 400 000 ms.
 */
export function binOf(ms: number): number {
  if (!(ms >= 0 && ms <= longestMs)) throw new RangeError('A latency is 0 to 86 400 000 ms');
  return ms < shortestMs ? lowestBin : binOfPositive(ms);
}

/** The latency in milliseconds that stands for all of a bin. */
export const valueOf = (bin: number): number =>
  bin === lowestBin ? 0 : (2 * gamma ** bin) / (1 + gamma);
