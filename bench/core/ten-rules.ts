import type { Condition, Rule } from '@halyard/core';

import { countries, type Attributes } from './contexts.ts';

/** A rule of three tests that must all hold, said once for both engines. */
export interface RuleOfThree {
  readonly equals: readonly [attribute: string, value: string];
  readonly in: readonly [attribute: string, values: readonly string[]];
  readonly gte: readonly [attribute: string, bound: number | string];
}

/** What the last tests compare: numbers and versions in turn, or numbers alone. */
export type Bounds = 'numbers and versions' | 'numbers';

/** What the tenth rule serves, and to how many of a hundred. */
export const split = [
  { variation: 'control', weight: 30 },
  { variation: 'treatment', weight: 70 },
];

/** What rules 1 to 9 would serve. */
export const other = 'other';

export const ruleId = (number: number): string => `rule-${number}`;

const elsewhere = [
  ['AU', 'BR', 'CA', 'JP', 'NZ'],
  ['AR', 'CL', 'CO', 'MX', 'PE'],
  ['EG', 'KE', 'MA', 'NG', 'ZA'],
];
const lowest = { seats: 5, app_version: '4.0.0' };

/** Nobody gets there; a later rule's bound is lower, so that the earlier ones do not hide it. */
const unreached = (index: number) => ({ seats: 1_000 - index, app_version: '9.2.0' });

/** Nine rules that miss, at their first, second and third test in turn, and one that matches. */
export const createRules = (bounds: Bounds): readonly RuleOfThree[] =>
  Array.from({ length: 10 }, (_, index) => {
    const missesAt = index === 9 ? undefined : index % 3;
    const attribute = bounds === 'numbers' || index % 2 === 0 ? 'seats' : 'app_version';
    const bound = (missesAt === 2 ? unreached(index) : lowest)[attribute];
    return {
      equals: missesAt === 0 ? ['plan', `enterprise-${index}`] : equalAt(index),
      in: ['country', missesAt === 1 ? elsewhere[(index - 1) / 3]! : countries],
      gte: [attribute, bound],
    };
  });

const equalAt = (index: number): RuleOfThree['equals'] =>
  index % 2 === 0 ? ['kind', 'business'] : ['channel', 'web'];

/** Attributes that the rule matches. */
export const matching = (rule: RuleOfThree): Attributes => ({
  [rule.equals[0]]: rule.equals[1],
  [rule.in[0]]: rule.in[1][0]!,
  [rule.gte[0]]: rule.gte[1],
});

export const toHalyardRules = (rules: readonly RuleOfThree[]): readonly Rule[] =>
  rules.map((rule, index) => ({
    id: ruleId(index + 1),
    when: toCondition(rule),
    serve:
      index === rules.length - 1 ? { enabled: true, split } : { enabled: true, variation: other },
  }));

const toCondition = ({ equals, in: isIn, gte }: RuleOfThree): Condition => ({
  operator: 'and',
  rules: [
    { attribute: equals[0], operator: 'equals', values: [equals[1]] },
    { attribute: isIn[0], operator: 'in', values: isIn[1] },
    {
      attribute: gte[0],
      operator: typeof gte[1] === 'number' ? 'gte' : 'semver_gte',
      values: [gte[1]],
    },
  ],
});

/** One `if` of JSON logic, its conditions and outcomes in turn. */
export function toJsonLogic(rules: readonly RuleOfThree[]): object {
  const outcome = { fractional: split.map(({ variation, weight }) => [variation, weight]) };
  const branches = rules.flatMap((rule, index) => [
    toJsonLogicTests(rule),
    index === rules.length - 1 ? outcome : other,
  ]);
  return { if: [...branches, other] };
}

const read = (attribute: string) => ({ var: attribute });

const toJsonLogicTests = ({ equals, in: isIn, gte }: RuleOfThree) => ({
  and: [
    { '==': [read(equals[0]), equals[1]] },
    { in: [read(isIn[0]), isIn[1]] },
    typeof gte[1] === 'number'
      ? { '>=': [read(gte[0]), gte[1]] }
      : { sem_ver: [read(gte[0]), '>=', gte[1]] },
  ],
});
