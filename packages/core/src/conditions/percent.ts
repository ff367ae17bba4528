import { bucketIn, fullThreshold, hashSalt, type HashedSalt } from '../buckets/bucket.ts';
import { compileBy, type BucketedBy } from '../buckets/by.ts';
import { readPercentage } from '../buckets/percentage.ts';
import { readSalt } from '../buckets/salt.ts';
import { own, type JsonObject } from '../json.ts';
import { fieldIn } from '../problem.ts';
import type { ConditionScope, Matcher } from './condition.ts';

/** A share of everybody; without an identifier nobody, even at 100. */
export function compilePercent(test: JsonObject, path: string, scope: ConditionScope): Matcher {
  const { report } = scope;
  const threshold = readPercentage(own(test, 'percent'), fieldIn(path, 'percent'), report);
  const by = compileBy(own(test, 'by'), fieldIn(path, 'by'), report);
  const salt = readSalt(own(test, 'salt'), scope.percentSalt, fieldIn(path, 'salt'), report);
  return createPercentMatcher(threshold, by, hashSalt(salt));
}

function createPercentMatcher(threshold: number, by: BucketedBy, salt: HashedSalt): Matcher {
  return (input) => {
    const identifier = by(input);
    const bucket = identifier === undefined ? undefined : bucketIn(salt, identifier, fullThreshold);
    if (bucket === undefined) input.lacksIdentifier = true;
    const matches = bucket !== undefined && bucket < threshold;
    input.trace?.push({ kind: 'percent', matches, bucket, threshold });
    return matches;
  };
}
