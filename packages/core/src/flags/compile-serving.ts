import type { HashedSalt } from '../buckets/bucket.ts';
import type { BucketedBy } from '../buckets/by.ts';
import { readWeight, weigh } from '../buckets/weights.ts';
import { isMissing, own, type JsonObject } from '../json.ts';
import type { Configuration } from '../model.ts';
import { fieldIn, type Report } from '../problem.ts';
import { readConfiguration, readObjects } from './read.ts';
import type { FindServing, FixedServing, Served, Serving } from './serving.ts';
import type { CompiledVariation } from './variations.ts';

const mostShares = 31;

/** What every serving of one environment has in common. */
export interface ServingScope {
  readonly variations: ReadonlyMap<string, CompiledVariation>;
  /** With the environment's configuration, else the flag's. */
  readonly findServing: FindServing;
  /** Shared by the weighted pick and all splits, so that a user's point is the same in each. */
  readonly salt: HashedSalt;
  readonly report: Report;
  /** Notes what may be served, for whoever checks it. */
  readonly noteServed: (served: Served, path: string) => void;
}

/** The weighted pick among the flag's variations, or the environment's default. */
export function compileDefaultServing(
  environment: JsonObject,
  path: string,
  by: BucketedBy,
  scope: ServingScope,
  configuration?: Configuration,
): Serving {
  const chosen = own(environment, 'default_variation');
  if (!isMissing(chosen)) {
    return fixed(chosen, configuration, fieldIn(path, 'default_variation'), path, scope);
  }
  const variations = [...scope.variations.values()];
  if (variations.length === 0) return fixed(undefined, configuration, path, path, scope);
  const weights = variations.map(({ weight }) => weight);
  const items = variations.map((variation) => serving(variation, configuration, path, scope));
  return pick(items, weights, 'variations', by, scope);
}

/** What a rule serves: its variation, its split, else as if there were no rule. */
export function compileRuleServing(
  serve: JsonObject,
  environment: JsonObject,
  path: string,
  by: { rule: BucketedBy; environment: BucketedBy },
  scope: ServingScope,
): Serving {
  const configuration = readConfiguration(serve, path, scope.report);
  const variation = own(serve, 'variation');
  const hasSplit = !isMissing(own(serve, 'split'));
  if (!isMissing(variation)) {
    const field = fieldIn(path, 'variation');
    if (hasSplit) scope.report(field, 'left out beside `split`');
    return fixed(variation, configuration, field, path, scope);
  }
  if (hasSplit) return compileSplit(serve, configuration, path, by.rule, scope);
  return compileDefaultServing(environment, path, by.environment, scope, configuration);
}

function compileSplit(
  serve: JsonObject,
  configuration: Configuration | undefined,
  path: string,
  by: BucketedBy,
  scope: ServingScope,
): Serving {
  const field = fieldIn(path, 'split');
  const shares = readObjects(serve, 'split', mostShares, path, scope.report);
  const weights = shares.map((share, index) =>
    readWeight(own(share, 'weight'), `${field}[${index}].weight`, scope.report),
  );
  const items = shares.map((share, index) => {
    const variation = findVariation(own(share, 'variation'), `${field}[${index}].variation`, scope);
    return serving(variation, configuration, path, scope);
  });
  return pick(items, weights, field, by, scope);
}

function pick(
  items: readonly Served[],
  weights: readonly number[],
  field: string,
  by: BucketedBy,
  { salt, report }: ServingScope,
): Serving {
  const pool = weigh(items, weights, field, report);
  if (pool.total === 0) report(field, 'of some weight');
  return { kind: 'pick', pool, by, salt };
}

function fixed(
  key: unknown,
  configuration: Configuration | undefined,
  field: string,
  path: string,
  scope: ServingScope,
): Serving {
  const variation = key === undefined ? undefined : findVariation(key, field, scope);
  return serving(variation, configuration, path, scope);
}

function findVariation(
  key: unknown,
  field: string,
  { variations, report }: ServingScope,
): CompiledVariation | undefined {
  const variation = typeof key === 'string' ? variations.get(key) : undefined;
  if (!variation) report(field, 'the key of one of the flag’s variations');
  return variation;
}

function serving(
  variation: CompiledVariation | undefined,
  configuration: Configuration | undefined,
  path: string,
  { findServing, noteServed }: ServingScope,
): FixedServing {
  const found: FixedServing = configuration
    ? { kind: 'fixed', variation: variation?.key, configuration }
    : findServing(variation);
  noteServed(found, path);
  return found;
}
