import { hashPrefix, murmur3 } from './murmur3.ts';

/** A percentage of 100, in thousandths of a percent. */
export const fullThreshold = 100_000;

/**
 * Where an identifier falls among `count` equal buckets. Exact: `floor(hash × count / 2^32)`
 * without a product beyond 2^53.
 */
export const bucketOf = (hash: number, count: number): number =>
  Math.floor(((hash >>> 16) * count + Math.floor(((hash & 0xffff) * count) / 65_536)) / 65_536);

/** Gives identifiers their bucket among `count`; the same salt gives the same points. */
export type Bucketer = (identifier: string, count: number) => number;

/** Hashes `salt:identifier`; the salt's part is done once. */
export function createBucketer(salt: string): Bucketer {
  const prefix = hashPrefix(`${salt}:`);
  return (identifier, count) => bucketOf(murmur3(prefix, identifier), count);
}

const decimals = 1_000;

/** A percentage or weight in thousandths; nothing when it has more than three decimals. */
export function toThousandths(value: number): number | undefined {
  const thousandths = Math.round(value * decimals);
  return thousandths / decimals === value ? thousandths : undefined;
}
