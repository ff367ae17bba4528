import { isObject, own, type JsonObject } from '../json.ts';
import {
  deepest,
  matchesNobody,
  type CompileCondition,
  type ConditionScope,
  type Matcher,
} from './condition.ts';
import { compileGroup } from './group.ts';
import { compilePercent } from './percent.ts';
import { compileSegmentTest } from './segment-test.ts';
import { compileTest } from './test.ts';

type CompileKind = (
  condition: JsonObject,
  path: string,
  scope: ConditionScope,
  depth: number,
  compileCondition: CompileCondition,
) => Matcher;

/** The field that tells what kind of condition an object is. */
const kinds = {
  rules: compileGroup,
  attribute: compileTest,
  segment: compileSegmentTest,
  percent: compilePercent,
} as const satisfies Record<string, CompileKind>;

type Kind = keyof typeof kinds;

/** The kinds that a condition is of: one, or none for a test that leaves its attribute out. */
export const findKinds = (condition: JsonObject): readonly Kind[] =>
  (Object.keys(kinds) as Kind[]).filter((field) => own(condition, field) !== undefined);

/** Compiles a condition; what cannot work is reported with its path. */
export const compileCondition: CompileCondition = (condition, path, scope, depth) => {
  if (!isObject(condition)) {
    scope.report(path, 'a condition');
    return matchesNobody;
  }
  if (depth > deepest) {
    scope.report(path, `nested at most ${deepest} deep`);
    return matchesNobody;
  }
  const found = findKinds(condition);
  if (found.length > 1) {
    scope.report(path, `one condition, not both \`${found[0]}\` and \`${found[1]}\``);
    return matchesNobody;
  }
  // A test may leave its attribute out where its operator has a default one.
  const compile: CompileKind = kinds[found[0] ?? 'attribute'];
  return compile(condition, path, scope, depth, compileCondition);
};
