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
const kinds: Record<string, CompileKind> = {
  rules: compileGroup,
  attribute: compileTest,
  segment: compileSegmentTest,
  percent: compilePercent,
};

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
  const found = Object.keys(kinds).filter((field) => own(condition, field) !== undefined);
  if (found.length > 1) {
    scope.report(path, `one condition, not both \`${found[0]}\` and \`${found[1]}\``);
    return matchesNobody;
  }
  // A test may leave its attribute out where its operator has a default one.
  const compile = kinds[found[0] ?? 'attribute']!;
  return compile(condition, path, scope, depth, compileCondition);
};
