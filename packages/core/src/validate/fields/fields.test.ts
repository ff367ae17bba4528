import { describe, expect, test } from 'vitest';

import { compile } from '../../data-set.ts';
import { evaluate } from '../../evaluate.ts';
import { flagWith } from '../../testing/flag.ts';
import { validateFlag } from '../validate-flag.ts';
import { validateSegment } from '../validate-segment.ts';

const production = 'environments.production';
const serve = { enabled: true };
const exists = { attribute: 'x', operator: 'exists' };

const problemsOf = (environment: object, given: object = {}) =>
  validateFlag(flagWith(environment, given), {});

/** A field that the model does not have, in each kind of object that it has. */
const misspelt: [what: string, environment: object, field: string][] = [
  ['an environment', { rollout_percentge: 5 }, 'rollout_percentge'],
  ['a rule', { rules: [{ id: 'r', wen: exists, serve }] }, 'rules[0].wen'],
  [
    'a v1 rule that lost its form',
    { rules: [{ id: 'r', segmentId: 's', serve }] },
    'rules[0].segmentId',
  ],
  [
    'a rule that brings a gate',
    { rules: [{ id: 'r', targeting_rules: {}, serve }] },
    'rules[0].targeting_rules',
  ],
  [
    'a serve',
    { rules: [{ id: 'r', serve: { enabled: true, variaton: 'a' } }] },
    'rules[0].serve.variaton',
  ],
  [
    'a share',
    {
      rules: [
        { id: 'r', serve: { enabled: true, split: [{ variation: 'a', weight: 1, by: 'x' }] } },
      ],
    },
    'rules[0].serve.split[0].by',
  ],
  [
    'a prerequisite',
    { prerequisites: [{ flag: 'g', variaton: 'a' }] },
    'prerequisites[0].variaton',
  ],
  ['a group', { targeting: { operater: 'or', rules: [] } }, 'targeting.operater'],
  ['a test', { targeting: { ...exists, onMissing: 'match' } }, 'targeting.onMissing'],
  [
    'a test without attribute',
    { targeting: { operator: 'country_in', values: ['DE'], negated: true } },
    'targeting.negated',
  ],
  ['a segment test', { targeting: { segment: 's', negate: true } }, 'targeting.negate'],
  ['a percent test', { targeting: { percent: 5, seed: 'x' } }, 'targeting.seed'],
  [
    'a condition of an element',
    {
      targeting: {
        ...exists,
        operator: 'elem_match',
        values: [{ rules: [{ ...exists, not: 1 }] }],
      },
    },
    'targeting.values[0].rules[0].not',
  ],
  [
    'a condition of an element, not in a list',
    { targeting: { ...exists, operator: 'elem_match', value: { ...exists, not: 1 } } },
    'targeting.value.not',
  ],
];

test('every sentence about an unknown field reads as it was read over', async () => {
  const told = misspelt.map(([what, environment]) => {
    const [problem] = problemsOf(environment, { variations: [{ key: 'a' }] });
    return `${what}\n  ${problem!.field.replace(production, '…')} must be ${problem!.expected}`;
  });
  await expect(told.join('\n')).toMatchFileSnapshot('fields.sentences.txt');
});

describe('a field that the model does not have is refused', () => {
  test.each(misspelt)('in %s', (_what, environment, field) => {
    const problems = problemsOf(environment, { variations: [{ key: 'a' }] });
    expect(problems.map((problem) => problem.field)).toEqual([`${production}.${field}`]);
  });

  test('in a variation', () => {
    const [problem] = problemsOf({}, { variations: [{ key: 'a', wieght: 0 }] });
    expect(problem).toEqual({
      field: 'variations[0].wieght',
      expected: 'a field of a variation: key, weight, configuration, description',
    });
  });

  test('in the rules of a segment', () => {
    const rules = { rules: [{ percent: 5, bye: 'x' }] };
    expect(validateSegment({ key: 's', rules }, {})).toEqual([
      { field: 'rules.rules[0].bye', expected: 'a field of a percent test: percent, by, salt' },
    ]);
  });

  test('eight levels down, and wherever `__proto__` or a method’s name is its name', () => {
    const odd = JSON.parse(
      '{"attribute":"x","operator":"exists","__proto__":1,"toString":2}',
    ) as object;
    let targeting: object = odd;
    for (let level = 1; level < 8; level++) targeting = { rules: [targeting] };
    const path = `${production}.targeting${'.rules[0]'.repeat(7)}`;
    expect(problemsOf({ targeting }).map(({ field }) => field)).toEqual([
      `${path}.__proto__`,
      `${path}.toString`,
    ]);
  });
});

describe('any field is accepted', () => {
  test('in configurations and values', () => {
    const configuration = { anything: { rules: [], rollout_percentge: 1 } };
    const values = [{ segment: 's', anything: 1 }];
    const environment = {
      configuration,
      targeting: { attribute: 'x', operator: 'equals', values },
      rules: [{ id: 'r', serve: { enabled: true, configuration } }],
    };
    const variations = [{ key: 'a', configuration }];
    expect(problemsOf(environment, { configuration, variations })).toEqual([]);
  });

  test('of the flag or the segment itself: what stores them has more', () => {
    expect(problemsOf({}, { tags: ['a'], created_at: '2026-01-01' })).toEqual([]);
    expect(validateSegment({ key: 's', name: 'S', version: 1 }, {})).toEqual([]);
  });

  test('in what is stored already: it is evaluated', () => {
    const flag = flagWith({ rollout_percentge: 5 } as object);
    const request = { applicationId: null, flagKey: 'f', environment: 'production', now: 0 };
    const dataSet = compile({ flags: [flag], segments: [] });
    expect(evaluate(dataSet, { ...request, context: {} }).reason).toBe('DEFAULT');
  });
});
