import { hashPrefix, murmur3, type HashedPrefix } from './murmur3.ts';

/** A percentage of 100, in thousandths of a percent. */
export const fullThreshold = 100_000;

/**
 * Where an identifier falls among `count` equal buckets. Exact: `floor(hash × count / 2^32)`
 * without a product beyond 2^53.
 */
export const bucketOf = (hash: number, count: number): number =>
  Math.floor(((hash >>> 16) * count + Math.floor(((hash & 0xffff) * count) / 65_536)) / 65_536);

/** What identifiers are hashed after; the same salt gives the same points. */
export type HashedSalt = HashedPrefix;

/** The salt's part of `salt:identifier`, which is hashed once. */
export const hashSalt = (salt: string): HashedSalt => hashPrefix(`${salt}:`);

/** The bucket of an identifier among `count`. */
export const bucketIn = (salt: HashedSalt, identifier: string, count: number): number =>
  bucketOf(murmur3(salt, identifier), count);

const decimals = 1_000;

/** A percentage or weight in thousandths; nothing when it has more than three decimals. */
export function toThousandths(value: number): number | undefined {
  const thousandths = Math.round(value * decimals);
  return thousandths / decimals === value ? thousandths : undefined;
}
