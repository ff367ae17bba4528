import { describe, expect, test } from 'vitest';

import { compile } from '../data-set.ts';
import type { Flag, FlagEnvironment } from '../model.ts';
import { effectiveRollout, listFlags } from './list-flags.ts';

const now = Date.UTC(2026, 5, 1);
const hour = 3_600_000;

const flag = (key: string, given: Partial<Flag> & { production?: object } = {}): Flag => {
  const { production = { enabled: true }, ...fields } = given;
  return {
    id: `${given.application_id === null ? 'enterprise' : 'shop'}/${key}`,
    key,
    application_id: 'shop',
    status: 'active',
    version: 1,
    environments: { production: production as FlagEnvironment },
    ...fields,
  };
};

const list = (flags: Flag[], applicationId: string | null = 'shop', environment = 'production') =>
  listFlags(compile({ flags, segments: [] }), { applicationId, environment, now });

const only = (given: Flag) => list([given]).flags[0]!;

describe('the flags that are listed', () => {
  test('are those that would decide, in the order of their keys', () => {
    const flags = [
      flag('b'),
      flag('a', { application_id: null }),
      flag('c', { application_id: 'other' }),
      flag('d', { status: 'archived' }),
      flag('shadowed', { application_id: null }),
      flag('shadowed', { production: { enabled: false } }),
      flag('reappeared', { application_id: null }),
      flag('reappeared', { status: 'archived' }),
      flag('__proto__'),
    ];
    expect(list(flags).flags.map(({ flag: { id } }) => id)).toEqual([
      'shop/__proto__',
      'enterprise/a',
      'shop/b',
      'enterprise/reappeared',
      'shop/shadowed',
    ]);
  });

  test('are the enterprise’s alone for who has no application', () => {
    const flags = [flag('a'), flag('a', { application_id: null }), flag('b')];
    expect(list(flags, null).flags.map(({ flag: { id } }) => id)).toEqual(['enterprise/a']);
  });
});

describe('a flag is listed as on', () => {
  const gate = { attribute: 'plan', operator: 'equals', values: ['pro'] };
  test.each([
    ['switched on', {}, true],
    ['switched off', { production: { enabled: false } }, false],
    ['rolled out to nobody', { production: { enabled: true, rollout_percentage: 0 } }, true],
    ['behind a gate', { production: { enabled: true, targeting: gate } }, true],
    ['not begun', { scheduled_start_at: '2026-06-02' }, false],
    ['begun', { scheduled_start_at: '2026-05-31' }, true],
    ['over', { scheduled_end_at: '2026-06-01' }, false],
    ['broken', { production: { enabled: true, rollout_percentage: 101 } }, false],
  ])('or not where it is %s', (_what, given, enabled) => {
    expect(only(flag('f', given)).enabled).toBe(enabled);
  });

  test('not where it lacks the environment', () => {
    expect(list([flag('f')], 'shop', 'staging').flags[0]).toMatchObject({ enabled: false });
    expect(list([flag('f')], 'shop', '__proto__').flags[0]).toMatchObject({ enabled: false });
  });
});

describe('what is listed of a flag that is on', () => {
  const configuration = { from: 'flag' };
  const variations = [{ key: 'a' }, { key: 'b' }];

  test('is the environment’s configuration, else the flag’s', () => {
    expect(only(flag('f', { configuration })).configuration).toEqual(configuration);
    const production = { enabled: true, configuration: { from: 'environment' } };
    expect(only(flag('f', { configuration, production })).configuration).toEqual({
      from: 'environment',
    });
    const off = flag('f', { configuration, production: { enabled: false } });
    expect(only(off).configuration).toBe(undefined);
  });

  test.each([
    ['the only one', { variations: [{ key: 'a' }] }, 'a'],
    ['the only one with a weight', { variations: [{ key: 'a', weight: 0 }, { key: 'b' }] }, 'b'],
    ['the default', { variations, production: { enabled: true, default_variation: 'b' } }, 'b'],
    ['none among several', { variations }, undefined],
    [
      'none where a rule may serve another',
      {
        variations: [{ key: 'a' }],
        production: { enabled: true, rules: [{ id: 'r', serve: { enabled: true } }] },
      },
      undefined,
    ],
    ['none where off', { variations: [{ key: 'a' }], production: { enabled: false } }, undefined],
  ])('is as variation %s', (_what, given, variation) => {
    expect(only(flag('f', given)).variation).toBe(variation);
  });
});

test('a listing holds until the first schedule begins or ends', () => {
  expect(list([flag('f')]).until).toBe(Infinity);
  const flags = [
    flag('over', { scheduled_end_at: new Date(now - hour).toISOString() }),
    flag('ends', { scheduled_end_at: new Date(now + 3 * hour).toISOString() }),
    flag('begins', { scheduled_start_at: new Date(now + 2 * hour).toISOString() }),
  ];
  expect(list(flags).until).toBe(now + 2 * hour);
});

test.each([
  [{ enabled: true }, 100],
  [{ enabled: true, rules: [{ id: 'r', serve: { enabled: true } }] }, 0],
  [{ enabled: true, rollout_percentage: 12.5 }, 12.5],
])('of %j the percentage that no rule matches is %d', (environment, percentage) => {
  expect(effectiveRollout(environment)).toBe(percentage);
});
