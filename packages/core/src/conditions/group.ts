import type { Input } from '../input.ts';
import { own, type JsonObject } from '../json.ts';
import { fieldIn } from '../problem.ts';
import type { Trace } from '../trace.ts';
import {
  matchesNobody,
  type CompileCondition,
  type ConditionScope,
  type Matcher,
} from './condition.ts';

type GroupOperator = 'and' | 'or' | 'none' | 'not';

/** Whether a group matches is `stopped` as soon as a member's result is `stopAt`, else the opposite. */
interface GroupKind {
  readonly operator: GroupOperator;
  readonly stopAt: boolean;
  readonly stopped: boolean;
}

const groups: Readonly<Record<GroupOperator, GroupKind>> = {
  and: { operator: 'and', stopAt: false, stopped: false },
  or: { operator: 'or', stopAt: true, stopped: true },
  none: { operator: 'none', stopAt: true, stopped: false },
  not: { operator: 'not', stopAt: false, stopped: true },
};

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
  return createGroupMatcher(groups[operator], members);
}

function createGroupMatcher(group: GroupKind, members: readonly Matcher[]): Matcher {
  return (input) => {
    const outer = input.trace;
    if (outer === null) return decide(group, members, input);
    const rules: Trace = [];
    input.trace = rules;
    const matches = decide(group, members, input);
    input.trace = outer;
    outer.push({ kind: 'group', operator: group.operator, matches, rules });
    return matches;
  };
}

function decide(
  { stopAt, stopped }: GroupKind,
  members: readonly Matcher[],
  input: Input,
): boolean {
  for (let index = 0; index < members.length; index++) {
    if (members[index]!(input) === stopAt) return stopped;
  }
  return !stopped;
}
