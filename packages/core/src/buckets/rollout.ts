import type { Input } from '../input.ts';
import type { BucketTrace } from '../trace.ts';
import { bucketIn, fullThreshold, hashSalt, type HashedSalt } from './bucket.ts';
import { byIdentifier, type BucketedBy } from './by.ts';

/** A percentage of everybody. */
export interface Rollout {
  readonly threshold: number;
  readonly by: BucketedBy;
  /** `undefined` where no bucket can make a difference: everybody is in, or nobody. */
  readonly salt: HashedSalt | undefined;
}

const everybody: Rollout = { threshold: fullThreshold, by: byIdentifier, salt: undefined };
const nobody: Rollout = { threshold: 0, by: byIdentifier, salt: undefined };

export function createRollout(threshold: number, by: BucketedBy, salt: string): Rollout {
  if (threshold > 0 && threshold < fullThreshold) return { threshold, by, salt: hashSalt(salt) };
  if (by !== byIdentifier) return { threshold, by, salt: undefined };
  // Nearly all rollouts of a data set are one of these two.
  return threshold === 0 ? nobody : everybody;
}

/** Whether a context is among them. Without an identifier only where everybody is. */
export function isIncluded({ threshold, by, salt }: Rollout, input: Input): boolean {
  if (salt === undefined) return threshold === fullThreshold;
  const identifier = by(input);
  if (identifier !== undefined) return bucketIn(salt, identifier, fullThreshold) < threshold;
  input.lacksIdentifier = true;
  return false;
}

/** The bucket, even where it makes no difference, and what it was compared with, for a trace. */
export function describeRollout(
  { threshold, by }: Rollout,
  salt: string,
  input: Input,
): BucketTrace {
  const identifier = by(input);
  const bucket =
    identifier === undefined ? undefined : bucketIn(hashSalt(salt), identifier, fullThreshold);
  return { bucket, threshold };
}
