import { bucketIn, type HashedSalt } from '../buckets/bucket.ts';
import type { BucketedBy } from '../buckets/by.ts';
import { pickAt, type Weighted } from '../buckets/weights.ts';
import type { Input } from '../input.ts';
import type { Configuration } from '../model.ts';
import { remember } from '../remember.ts';
import type { CompiledVariation } from './variations.ts';

/** What somebody is served where a flag is on. */
export interface Served {
  readonly variation: string | undefined;
  readonly configuration: Configuration | undefined;
}

/** The same for everybody, or a pick by weight. */
export type Serving = FixedServing | Pick;

export interface FixedServing extends Served {
  readonly kind: 'fixed';
}

interface Pick {
  readonly kind: 'pick';
  readonly pool: Weighted<Served>;
  readonly by: BucketedBy;
  readonly salt: HashedSalt;
}

/** Finds what serves a variation, or none, where no rule gives a configuration of its own. */
export type FindServing = (variation: CompiledVariation | undefined) => FixedServing;

/** One serving of each variation, for all who serve it; the configuration is the others'. */
export const createFindServing = (configuration: Configuration | undefined): FindServing =>
  remember((variation) => ({
    kind: 'fixed',
    variation: variation?.key,
    configuration: variation?.configuration ?? configuration,
  }));

/** What a context is served; without an identifier the first of positive weight. */
export function serve(serving: Serving, input: Input): Served {
  if (serving.kind === 'fixed') return note(serving, undefined, 0, input);
  const { pool, by, salt } = serving;
  const identifier = by(input);
  if (identifier === undefined && pool.candidates > 1) input.lacksIdentifier = true;
  const point = identifier === undefined ? undefined : bucketIn(salt, identifier, pool.total);
  return note(pickAt(pool, point ?? 0)!, point, pool.total, input);
}

function note(served: Served, bucket: number | undefined, total: number, input: Input): Served {
  const { variation } = served;
  input.trace?.push({ kind: 'variation', bucket, total, variation });
  return served;
}

/** Whether who somebody is decides what they are served. */
export const isSplit = (serving: Serving): boolean =>
  serving.kind === 'pick' && serving.pool.candidates > 1;
