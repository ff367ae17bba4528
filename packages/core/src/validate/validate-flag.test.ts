import { describe, expect, test } from 'vitest';

import { compile } from '../data-set.ts';
import { regex } from '../re2js.ts';
import { flagWith } from '../testing/flag.ts';
import { validateFlag } from './validate-flag.ts';

const production = 'environments.production';
const variations = [{ key: 'a' }, { key: 'b', configuration: { value: 'text' } }];
const serve = { enabled: true };

const problemsOf = (flag: unknown) => validateFlag(flag, { regex });
const fieldsOf = (flag: unknown) => problemsOf(flag).map(({ field }) => field);

/** Something wrong in the environment, with the path where it is said. */
const wrongEnvironments: [what: string, environment: object, field: string][] = [
  ['an `enabled` that is no boolean', { enabled: 'yes' }, 'enabled'],
  ['a percentage above 100', { rollout_percentage: 100.001 }, 'rollout_percentage'],
  ['a percentage below 0', { rollout_percentage: -0.001 }, 'rollout_percentage'],
  ['a percentage of four decimals', { rollout_percentage: 33.3333 }, 'rollout_percentage'],
  ['a percentage as text', { rollout_percentage: '50' }, 'rollout_percentage'],
  ['an empty `by`', { by: '' }, 'by'],
  ['a `by` that is no text', { by: 5 }, 'by'],
  ['a salt with a colon', { salt: 'a:b' }, 'salt'],
  ['an empty salt', { salt: '' }, 'salt'],
  ['a configuration that is a list', { configuration: [] }, 'configuration'],
  ['an unknown default variation', { default_variation: 'c' }, 'default_variation'],
  ['a gate that is no condition', { targeting: 5 }, 'targeting'],
  ['rules that are no list', { rules: {} }, 'rules'],
  [
    'a short form that could not be read',
    { targeting_rules: { regions: ['x'] } },
    'targeting_rules',
  ],
  [
    'a v1 rule that could not be read',
    { rules: [{ id: 'r', serveValue: true, serve }] },
    'rules[0].type',
  ],
  ['51 rules', { rules: Array.from({ length: 51 }, (_, n) => ({ id: `${n}`, serve })) }, 'rules'],
  ['a rule that is no object', { rules: [5] }, 'rules[0]'],
  ['a rule without id', { rules: [{ serve }] }, 'rules[0].id'],
  [
    'two rules with one id',
    {
      rules: [
        { id: 'r', serve },
        { id: 'r', serve },
      ],
    },
    'rules[1].id',
  ],
  ['a priority of 1.5', { rules: [{ id: 'r', priority: 1.5, serve }] }, 'rules[0].priority'],
  ['a rule without `serve`', { rules: [{ id: 'r' }] }, 'rules[0].serve'],
  ['a `serve` without `enabled`', { rules: [{ id: 'r', serve: {} }] }, 'rules[0].serve'],
  [
    'a rule’s percentage above 100',
    { rules: [{ id: 'r', rollout_percentage: 101, serve }] },
    'rules[0].rollout_percentage',
  ],
  ['a rule’s empty `by`', { rules: [{ id: 'r', by: '', serve }] }, 'rules[0].by'],
  [
    'an unknown variation',
    { rules: [{ id: 'r', serve: { enabled: true, variation: 'c' } }] },
    'rules[0].serve.variation',
  ],
  [
    'a configuration that is no object',
    { rules: [{ id: 'r', serve: { enabled: true, configuration: 'x' } }] },
    'rules[0].serve.configuration',
  ],
  [
    'a variation beside a split',
    { rules: [{ id: 'r', serve: { enabled: true, variation: 'a', split: [] } }] },
    'rules[0].serve.variation',
  ],
  [
    'an empty split',
    { rules: [{ id: 'r', serve: { enabled: true, split: [] } }] },
    'rules[0].serve.split',
  ],
  [
    'a split without weight',
    { rules: [{ id: 'r', serve: { enabled: true, split: [{ variation: 'a', weight: 0 }] } }] },
    'rules[0].serve.split',
  ],
  [
    'a split with an unknown variation',
    { rules: [{ id: 'r', serve: { enabled: true, split: [{ variation: 'c', weight: 1 }] } }] },
    'rules[0].serve.split[0].variation',
  ],
  [
    'a split with a negative weight',
    {
      rules: [
        {
          id: 'r',
          serve: {
            enabled: true,
            split: [
              { variation: 'a', weight: 1 },
              { variation: 'b', weight: -1 },
            ],
          },
        },
      ],
    },
    'rules[0].serve.split[1].weight',
  ],
  [
    '21 prerequisites',
    { prerequisites: Array.from({ length: 21 }, () => ({ flag: 'x' })) },
    'prerequisites',
  ],
  ['a prerequisite without flag', { prerequisites: [{}] }, 'prerequisites[0].flag'],
  ['a prerequisite that is no object', { prerequisites: ['x'] }, 'prerequisites[0]'],
  [
    'a prerequisite’s `enabled` that is no boolean',
    { prerequisites: [{ flag: 'x', enabled: 1 }] },
    'prerequisites[0].enabled',
  ],
  [
    'a prerequisite’s variation that is no text',
    { prerequisites: [{ flag: 'x', variation: 1 }] },
    'prerequisites[0].variation',
  ],
  [
    'a prerequisite’s variation of a flag that is off',
    { prerequisites: [{ flag: 'x', enabled: false, variation: 'a' }] },
    'prerequisites[0].enabled',
  ],
];

const many = (count: number) => Array.from({ length: count }, (_, index) => index);

test('every sentence about an environment reads as it was read over', async () => {
  const told = wrongEnvironments.map(([what, environment]) => {
    const problems = problemsOf(flagWith(environment, { variations })).map(
      ({ field, expected }) => `  ${field.replace(production, '…')} must be ${expected}`,
    );
    return [what, ...problems].join('\n');
  });
  await expect(told.join('\n')).toMatchFileSnapshot('environments.sentences.txt');
});

describe('in an environment', () => {
  test.each(wrongEnvironments)('%s is named', (_what, environment, field) => {
    const flag = flagWith(environment, { variations });
    // What follows from it may be named too, after it.
    expect(fieldsOf(flag)[0]).toBe(`${production}.${field}`);
  });
});

const wrongFlags: [what: string, flag: unknown, field: string][] = [
  ['that is no object', [], ''],
  ['without key', flagWith({}, { key: '' }), 'key'],
  ['of an unknown value type', flagWith({}, { value_type: 'date' as never }), 'value_type'],
  [
    'with 32 variations',
    flagWith({}, { variations: many(32).map((n) => ({ key: `${n}` })) }),
    'variations',
  ],
  [
    'with a variation without key',
    flagWith({}, { variations: [{ key: '' }] }),
    'variations[0].key',
  ],
  [
    'with one variation twice',
    flagWith({}, { variations: [{ key: 'a' }, { key: 'a' }] }),
    'variations[1].key',
  ],
  [
    'with a weight of four decimals',
    flagWith({}, { variations: [{ key: 'a', weight: 1.0001 }] }),
    'variations[0].weight',
  ],
  [
    'with weights of 0 alone',
    flagWith({}, { variations: [{ key: 'a', weight: 0 }] }),
    'variations',
  ],
  [
    'with weights beyond 2^31',
    flagWith({}, { variations: [{ key: 'a', weight: 2_147_483.649 }] }),
    'variations',
  ],
  [
    'with a variation’s configuration as text',
    flagWith({}, { variations: [{ key: 'a', configuration: 'x' as never }] }),
    'variations[0].configuration',
  ],
  [
    'with a configuration that is a list',
    flagWith({}, { configuration: [] as never }),
    'configuration',
  ],
  [
    'with an unknown time zone',
    flagWith({}, { scheduling_timezone: 'X/Y' }),
    'scheduling_timezone',
  ],
  [
    'with a start that is no date',
    flagWith({}, { scheduled_start_at: 'soon' }),
    'scheduled_start_at',
  ],
  [
    'with an end that is no date',
    flagWith({}, { scheduled_end_at: 5 as never }),
    'scheduled_end_at',
  ],
  [
    'that ends when it starts',
    flagWith({}, { scheduled_start_at: '2026-01-01', scheduled_end_at: '2026-01-01T01:00+01:00' }),
    'scheduled_end_at',
  ],
  ['with environments as a list', flagWith({}, { environments: [] as never }), 'environments'],
  [
    'with 21 environments',
    flagWith(
      {},
      { environments: Object.fromEntries(many(21).map((n) => [`e${n}`, { enabled: true }])) },
    ),
    'environments',
  ],
  [
    'with an environment that is no object',
    flagWith({}, { environments: { a: true as never } }),
    'environments.a',
  ],
];

test('every sentence about a flag reads as it was read over', async () => {
  const told = wrongFlags.map(([what, flag]) => {
    const problems = problemsOf(flag).map(
      ({ field, expected }) => `  ${field || 'the flag'} must be ${expected}`,
    );
    return [what, ...problems].join('\n');
  });
  await expect(told.join('\n')).toMatchFileSnapshot('flags.sentences.txt');
});

describe('in a flag', () => {
  test.each(wrongFlags)('%s it is named', (_what, flag, field) => {
    expect(fieldsOf(flag)[0]).toBe(field);
  });

  test('weights of 0 alone are allowed where a default variation is served', () => {
    const flag = flagWith({ default_variation: 'a' }, { variations: [{ key: 'a', weight: 0 }] });
    expect(problemsOf(flag)).toEqual([]);
  });

  test('everything at its limit is accepted', () => {
    const flag = flagWith(
      {
        rules: many(50).map((n) => ({ id: `r${n}`, serve })),
        prerequisites: many(20).map((n) => ({ flag: `f${n}` })),
        targeting: { attribute: 'x', operator: 'in', values: many(500) },
        rollout_percentage: 99.999,
        salt: 'A-z_0.9',
      },
      {
        variations: many(31).map((n) => ({ key: `v${n}`, weight: 0.001 })),
        scheduled_start_at: '2026-01-01',
        scheduled_end_at: '2026-01-02',
      },
    );
    expect(problemsOf(flag)).toEqual([]);
    const environments = Object.fromEntries(many(20).map((n) => [`e${n}`, { enabled: true }]));
    expect(problemsOf(flagWith({}, { environments }))).toEqual([]);
  });

  test('a document of more than 256 KiB is refused', () => {
    const limit = 256 * 1_024;
    const sized = (bytes: number) => {
      const flag = flagWith({}, { description: '' });
      const rest = JSON.stringify(flag).length;
      return { ...flag, description: 'x'.repeat(bytes - rest) };
    };
    expect(problemsOf(sized(limit))).toEqual([]);
    expect(fieldsOf(sized(limit + 1))).toEqual(['']);
  });
});

describe('a value type', () => {
  test.each([
    ['string', { value: 'x' }, []],
    ['string', { value: 1 }, ['environments.production.configuration.value']],
    ['string', {}, ['environments.production.configuration.value']],
    ['number', { value: 1 }, []],
    ['number', { value: '1' }, ['environments.production.configuration.value']],
    ['json', {}, []],
    ['boolean', {}, []],
  ] as const)('%s with the configuration %j', (value_type, configuration, fields) => {
    expect(fieldsOf(flagWith({ configuration }, { value_type }))).toEqual(fields);
  });

  test('holds for what a rule serves', () => {
    const rules = [{ id: 'r', serve: { enabled: true, configuration: { value: 5 } } }];
    expect(fieldsOf(flagWith({ rules }, { value_type: 'string' }))).toEqual([
      `${production}.rules[0].serve.configuration.value`,
    ]);
  });
});

describe('what a flag refers to', () => {
  const dataSet = compile({
    flags: [
      flagWith({}, { key: 'own', application_id: 'app', variations }),
      flagWith({}, { key: 'other', application_id: 'another' }),
      flagWith({}, { key: 'enterprise' }),
      flagWith({ prerequisites: [{ flag: 'me' }] }, { key: 'mine', application_id: 'app' }),
    ],
    segments: [{ key: 's' }],
  });
  const fieldsBeside = (environment: object, applicationId: string | null = 'app') =>
    validateFlag(flagWith(environment, { key: 'me', application_id: applicationId }), {
      dataSet,
    }).map(({ field }) => field);
  const first = `${production}.prerequisites[0]`;

  test.each([
    ['a segment that is there', { targeting: { segment: 's' } }, []],
    ['an unknown segment', { targeting: { segment: 't' } }, [`${production}.targeting.segment`]],
    ['a flag of the same application', { prerequisites: [{ flag: 'own' }] }, []],
    ['an enterprise flag', { prerequisites: [{ flag: 'enterprise' }] }, []],
    ['a flag of another application', { prerequisites: [{ flag: 'other' }] }, [`${first}.flag`]],
    ['an unknown flag', { prerequisites: [{ flag: 'nobody' }] }, [`${first}.flag`]],
    ['itself', { prerequisites: [{ flag: 'me' }] }, [`${first}.flag`]],
    ['a flag that depends on it', { prerequisites: [{ flag: 'mine' }] }, [`${first}.flag`]],
    ['a variation', { prerequisites: [{ flag: 'own', variation: 'a' }] }, []],
    [
      'an unknown variation',
      { prerequisites: [{ flag: 'own', variation: 'z' }] },
      [`${first}.variation`],
    ],
    [
      'a variation of a flag without',
      { prerequisites: [{ flag: 'enterprise', variation: 'a' }] },
      [`${first}.variation`],
    ],
  ])('%s', (_what, environment, fields) => {
    expect(fieldsBeside(environment)).toEqual(fields);
  });

  test('an enterprise flag may depend on enterprise flags only', () => {
    expect(fieldsBeside({ prerequisites: [{ flag: 'enterprise' }] }, null)).toEqual([]);
    expect(fieldsBeside({ prerequisites: [{ flag: 'own' }] }, null)).toEqual([`${first}.flag`]);
  });
});
