import { fullThreshold } from '../buckets/bucket.ts';
import { compileBy, type BucketedBy } from '../buckets/by.ts';
import { readPercentage } from '../buckets/percentage.ts';
import { createRollout } from '../buckets/rollout.ts';
import { ruleSalt } from '../buckets/salt.ts';
import { compileCondition } from '../conditions/compile.ts';
import type { RuleType } from '../evaluation.ts';
import { isMissing, isObject, own, type JsonObject } from '../json.ts';
import { fieldIn, type Report } from '../problem.ts';
import { compileRuleServing, type ServingScope } from './compile-serving.ts';
import type { CompiledRule } from './compiled-flag.ts';
import type { FlagScope } from './flag-scope.ts';
import { readBoolean, readObjects, readText } from './read.ts';

const most = 50;

/** What the rules of one environment have in common. */
export interface RuleScope {
  readonly flag: FlagScope;
  readonly serving: ServingScope;
  readonly environment: JsonObject;
  readonly salt: string;
  readonly by: BucketedBy;
}

/** An environment's rules in the order in which they are asked: by priority, then as listed. */
export function compileRules(path: string, scope: RuleScope): readonly CompiledRule[] {
  const { report } = scope.flag;
  const ids = new Set<string>();
  const ranked = readObjects(scope.environment, 'rules', most, path, report).map((rule, index) => {
    const rulePath = fieldIn(path, `rules[${index}]`);
    const compiled = compileRule(rule, rulePath, scope);
    if (ids.has(compiled.rule.id)) report(`${rulePath}.id`, 'different from every other rule’s');
    ids.add(compiled.rule.id);
    return { compiled, priority: readPriority(rule, rulePath, report) };
  });
  return ranked
    .toSorted((one, other) => one.priority - other.priority)
    .map(({ compiled }) => compiled);
}

function compileRule(rule: JsonObject, path: string, scope: RuleScope): CompiledRule {
  const { flag, salt } = scope;
  const id = readText(rule, 'id', path, flag.report);
  const when = own(rule, 'when');
  const by = compileBy(own(rule, 'by'), fieldIn(path, 'by'), flag.report);
  const percentage = own(rule, 'rollout_percentage');
  const threshold = isMissing(percentage)
    ? fullThreshold
    : readPercentage(percentage, fieldIn(path, 'rollout_percentage'), flag.report);
  const conditionScope = flag.conditionScope(`${salt}:percent:${id}`);
  return {
    rule: { id, type: ruleType(!isMissing(when), threshold) },
    when: isMissing(when)
      ? undefined
      : compileCondition(when, fieldIn(path, 'when'), conditionScope, 1),
    rollout: createRollout(threshold, by, ruleSalt(salt, id)),
    serving: compileServe(rule, path, by, scope),
  };
}

function compileServe(
  rule: JsonObject,
  path: string,
  by: BucketedBy,
  { environment, serving, by: environmentBy }: RuleScope,
): CompiledRule['serving'] {
  const serve = own(rule, 'serve');
  const servePath = fieldIn(path, 'serve');
  if (own(rule, 'serveValue') !== undefined) {
    const form = 'STATIC, SEGMENT (with `segmentId`) or PERCENTAGE (with `percentage`)';
    serving.report(fieldIn(path, 'type'), form);
    return undefined;
  }
  if (!isObject(serve) || typeof own(serve, 'enabled') !== 'boolean') {
    serving.report(servePath, 'an object with `enabled`');
    return undefined;
  }
  if (!readBoolean(serve, 'enabled', false, servePath, serving.report)) return undefined;
  const bys = { rule: by, environment: environmentBy };
  return compileRuleServing(serve, environment, servePath, bys, serving);
}

const ruleType = (hasCondition: boolean, threshold: number): RuleType => {
  if (hasCondition) return 'SEGMENT';
  return threshold < fullThreshold ? 'PERCENTAGE' : 'STATIC';
};

function readPriority(rule: JsonObject, path: string, report: Report): number {
  const priority = own(rule, 'priority') ?? 0;
  if (Number.isSafeInteger(priority)) return priority as number;
  report(fieldIn(path, 'priority'), 'an integer');
  return 0;
}
