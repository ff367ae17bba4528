import { createBucketer, fullThreshold } from '../buckets/bucket.ts';
import { compileBy } from '../buckets/by.ts';
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
  const bucketer = createBucketer(salt);
  return (input) => {
    const identifier = by(input);
    const bucket = identifier === undefined ? undefined : bucketer(identifier, fullThreshold);
    if (bucket === undefined) input.lacksIdentifier = true;
    const matches = bucket !== undefined && bucket < threshold;
    input.trace?.push({ kind: 'percent', matches, bucket, threshold });
    return matches;
  };
}
