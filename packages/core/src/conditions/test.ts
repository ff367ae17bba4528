import { compileElementAttribute } from '../attributes.ts';
import { isMissing, own, type JsonObject } from '../json.ts';
import { defaultAttribute, findOperator, operatorName } from '../operators/index.ts';
import type { Operator } from '../operators/operator.ts';
import { fieldIn } from '../problem.ts';
import {
  matchesNobody,
  type CompileCondition,
  type ConditionScope,
  type Matcher,
} from './condition.ts';
import { createTestMatcher } from './test-matcher.ts';

/** Compiles a test: one attribute, one operator, its values. */
export function compileTest(
  test: JsonObject,
  path: string,
  scope: ConditionScope,
  depth: number,
  compileCondition: CompileCondition,
): Matcher {
  const { report } = scope;
  const written = own(test, 'operator');
  const name = typeof written === 'string' ? operatorName(written) : '';
  const operator = findOperator(name);
  if (!operator) {
    report(fieldIn(path, 'operator'), 'a known operator');
    return matchesNobody;
  }
  const attribute = own(test, 'attribute') ?? defaultAttribute.get(name);
  if (typeof attribute !== 'string' || attribute === '') {
    report(fieldIn(path, 'attribute'), 'the name of an attribute');
    return matchesNobody;
  }
  const predicate = operator.prepare(
    readValues(test, operator, path, scope),
    {
      caseInsensitive: readBoolean(test, 'case_insensitive', path, scope),
      regex: scope.regex,
      compileElement: (condition, field) =>
        compileCondition(condition, fieldIn(path, field), inElement(scope), depth + 1),
    },
    (field, expected) => report(fieldIn(path, field), expected),
  );
  const negate = readBoolean(test, 'negate', path, scope);
  if (negate && operator.isAboutPresence) {
    report(fieldIn(path, 'negate'), `left out: use the opposite of \`${name}\``);
  }

  return createTestMatcher({
    attribute,
    operator: name,
    read: scope.findReader(attribute),
    predicate,
    seesElements: operator.sees === 'elements',
    isFlipped: operator.isNegative !== negate,
    matchesMissing: readOnMissing(test, path, scope) ?? operator.matchesMissing,
  });
}

const inElement = (scope: ConditionScope): ConditionScope => ({
  ...scope,
  findReader: compileElementAttribute,
});

function readValues(
  test: JsonObject,
  { arity: [min, max] }: Operator,
  path: string,
  { report }: ConditionScope,
): readonly unknown[] {
  const value = own(test, 'value');
  const given = own(test, 'values');
  if (value !== undefined && !isMissing(given)) {
    report(fieldIn(path, 'value'), 'left out beside `values`');
  }
  const values = given ?? (value === undefined ? [] : [value]);
  const field = fieldIn(path, 'values');
  if (!Array.isArray(values)) {
    report(field, 'a list');
    return [];
  }
  if (values.length < min || values.length > max) {
    report(field, describeArity(min, max));
  }
  return values;
}

function describeArity(min: number, max: number): string {
  if (max === 0) return 'left out';
  if (max === 1) return 'a list of one value';
  return min === max ? `a list of ${min} values` : `a list of ${min} to ${max} values`;
}

function readBoolean(
  test: JsonObject,
  field: string,
  path: string,
  { report }: ConditionScope,
): boolean {
  const value = own(test, field);
  if (!isMissing(value) && typeof value !== 'boolean')
    report(fieldIn(path, field), 'true or false');
  return value === true;
}

function readOnMissing(
  test: JsonObject,
  path: string,
  { report }: ConditionScope,
): boolean | undefined {
  const value = own(test, 'on_missing');
  if (isMissing(value)) return undefined;
  if (value !== 'match' && value !== 'no_match') {
    report(fieldIn(path, 'on_missing'), 'match or no_match');
  }
  return value === 'match';
}
