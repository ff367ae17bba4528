import { own, type JsonObject } from '../json.ts';
import { fieldIn } from '../problem.ts';
import {
  matchesNobody,
  type CompileCondition,
  type ConditionScope,
  type Matcher,
} from './condition.ts';
import { traced } from './traced.ts';

type GroupOperator = 'and' | 'or' | 'none' | 'not';

/** Whether a group matches as soon as a member's result is `stopAt`, and otherwise. */
const groups = {
  and: { stopAt: false, stopped: false },
  or: { stopAt: true, stopped: true },
  none: { stopAt: true, stopped: false },
  not: { stopAt: false, stopped: true },
} as const satisfies Record<GroupOperator, { stopAt: boolean; stopped: boolean }>;

const isGroupOperator = (value: unknown): value is GroupOperator =>
  typeof value === 'string' && Object.hasOwn(groups, value);

/** All, any, none or not all of the members; they are looked at in order until one decides. */
export function compileGroup(
  group: JsonObject,
  path: string,
  scope: ConditionScope,
  depth: number,
  compileCondition: CompileCondition,
): Matcher {
  const operator = own(group, 'operator') ?? 'and';
  const rules = own(group, 'rules');
  if (!isGroupOperator(operator)) {
    scope.report(fieldIn(path, 'operator'), 'and, or, none or not');
    return matchesNobody;
  }
  if (!Array.isArray(rules)) {
    scope.report(fieldIn(path, 'rules'), 'a list of conditions');
    return matchesNobody;
  }
  const members = rules.map((rule, index) =>
    compileCondition(rule, fieldIn(path, `rules[${index}]`), scope, depth + 1),
  );
  const { stopAt, stopped } = groups[operator];

  const decide: Matcher = (input) => {
    for (let index = 0; index < members.length; index++) {
      if (members[index]!(input) === stopAt) return stopped;
    }
    return !stopped;
  };
  return traced(decide, (matches, rules) => ({ kind: 'group', operator, matches, rules }));
}
