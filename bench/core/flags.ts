import type { Flag, Rule, Segment } from '@halyard/core';

import { createId, peopleCount } from './contexts.ts';
import { createRules, other, split, toHalyardRules, toJsonLogic } from './ten-rules.ts';

/** The flags that are asked, and of which the others that are loaded are copies. */
export const kinds = ['static', 'five', 'ten', 'tenOfNumbers'] as const;
export type Kind = (typeof kinds)[number];

export const applicationId = '5d1f7b0e-8f0c-4c38-9a9a-0f6f6d1f2a11';
export const environment = 'production';
export const now = Date.UTC(2026, 0, 1);

export const segments: readonly Segment[] = [
  {
    key: 'beta-testers',
    included: Array.from({ length: 1_000 }, (_, index) => createId(peopleCount + index)),
  },
  {
    key: 'large-customers',
    rules: {
      rules: [
        { attribute: 'kind', operator: 'equals', values: ['business'] },
        { attribute: 'seats', operator: 'gte', values: [1_000] },
      ],
    },
  },
];

const fiveRules: readonly Rule[] = [
  { id: 'rule-1', when: { segment: 'beta-testers' }, serve: { enabled: true } },
  {
    id: 'rule-2',
    when: { attribute: 'plan', operator: 'equals', values: ['enterprise'] },
    serve: { enabled: true },
  },
  { id: 'rule-3', when: { segment: 'large-customers' }, serve: { enabled: true } },
  {
    id: 'rule-4',
    when: { attribute: 'country', operator: 'in', values: ['AU', 'BR', 'CA', 'JP', 'NZ'] },
    serve: { enabled: true },
  },
  {
    id: 'rule-5',
    when: { attribute: 'seats', operator: 'gte', values: [5] },
    serve: { enabled: true },
  },
];

export const tenRules = {
  ten: createRules('numbers and versions'),
  tenOfNumbers: createRules('numbers'),
};

const variations = [...split.map(({ variation }) => variation), other];

const isOfTen = (kind: Kind): kind is 'ten' | 'tenOfNumbers' => Object.hasOwn(tenRules, kind);

export function createHalyardFlag(kind: Kind, key: string, id: string): Flag {
  const flag = { id, key, application_id: applicationId, status: 'active', version: 1 } as const;
  if (!isOfTen(kind)) {
    const rules = kind === 'five' ? fiveRules : [];
    return { ...flag, environments: { [environment]: { enabled: true, rules } } };
  }
  return {
    ...flag,
    value_type: 'string',
    variations: variations.map((key) => ({ key, configuration: { value: key } })),
    environments: { [environment]: { enabled: true, rules: toHalyardRules(tenRules[kind]) } },
  };
}

/** The same flag for flagd-core; the flag of five rules, which is not compared, is a static one. */
export const createFlagdFlag = (kind: Kind): object => ({
  state: 'ENABLED',
  variants: Object.fromEntries(variations.map((key) => [key, key])),
  defaultVariant: other,
  ...(isOfTen(kind) && { targeting: toJsonLogic(tenRules[kind]) }),
});
