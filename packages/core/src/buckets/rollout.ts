import type { Input } from '../input.ts';
import type { BucketTrace } from '../trace.ts';
import { createBucketer, fullThreshold, type Bucketer } from './bucket.ts';
import type { BucketedBy } from './by.ts';

/** A percentage of everybody. */
export interface Rollout {
  readonly threshold: number;
  readonly by: BucketedBy;
  readonly bucket: Bucketer;
}

export const createRollout = (threshold: number, by: BucketedBy, salt: string): Rollout => ({
  threshold,
  by,
  bucket: createBucketer(salt),
});

/** Whether a context is among them. Without an identifier only where everybody is. */
export function isIncluded({ threshold, by, bucket }: Rollout, input: Input): boolean {
  if (threshold === fullThreshold) return true;
  if (threshold === 0) return false;
  const identifier = by(input);
  if (identifier !== undefined) return bucket(identifier, fullThreshold) < threshold;
  input.lacksIdentifier = true;
  return false;
}

/** The bucket and what it was compared with, for a trace. */
export function describeRollout({ threshold, by, bucket }: Rollout, input: Input): BucketTrace {
  const identifier = by(input);
  return {
    bucket: identifier === undefined ? undefined : bucket(identifier, fullThreshold),
    threshold,
  };
}
