import type { FlagDetails } from '@halyard/contracts';
import { describe, expect, test } from 'vitest';

import { flagDifferences } from './flag-differences.ts';

const flag: FlagDetails = {
  id: '01900000-0000-7000-8000-000000000001',
  key: 'checkout',
  name: 'Checkout',
  organization_id: '01900000-0000-7000-8000-000000000002',
  application_id: null,
  scope: 'enterprise',
  status: 'active',
  value_type: 'boolean',
  environments: {},
  tags: ['web'],
  auto_disable_after_end: false,
  realtime_enabled: true,
  version: 1,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};

type Said = Partial<FlagDetails>;

const said = (before: Said, after: Said): string[] =>
  flagDifferences({ ...flag, ...before }, { ...flag, ...after }).map(
    ({ field, text }) => `${field} | ${text}`,
  );

const inProduction = (environment: object): Said => ({
  environments: { production: { enabled: true, ...environment } },
});

describe('a difference has its path, and says in words what it is', () => {
  test.each<[string, Said, Said]>([
    ['name | name “Checkout” → “New”', {}, { name: 'New' }],
    ['description | description set to “A.”', {}, { description: 'A.' }],
    ['description | description removed (was “A.”)', { description: 'A.' }, {}],
    ['status | status active → archived', {}, { status: 'archived' }],
    ['tags | tags + new, − web', {}, { tags: ['new'] }],
    ['tags | tags ["a","b"] → ["b","a"]', { tags: ['a', 'b'] }, { tags: ['b', 'a'] }],
    ['realtime_enabled | streaming on → off', {}, { realtime_enabled: false }],
    ['scheduled_end_at | end set to 2026-12-01', {}, { scheduled_end_at: '2026-12-01' }],
    [
      'configuration.color.dark | configuration.color.dark "red" → "blue"',
      { configuration: { color: { dark: 'red' }, size: 5 } },
      { configuration: { color: { dark: 'blue' }, size: 5 } },
    ],
    ['configuration | configuration set to {"a":[1]}', {}, { configuration: { a: [1] } }],
    [
      'variations.blue | variation blue added (weight 1)',
      { variations: [{ key: 'red' }] },
      { variations: [{ key: 'blue' }, { key: 'red' }] },
    ],
    [
      'variations.red.weight | variation red: weight 1 → 3',
      { variations: [{ key: 'red', weight: 1 }] },
      { variations: [{ key: 'red', weight: 3 }] },
    ],
    ['environments.production | production added (on)', {}, inProduction({})],
    ['environments.production | production removed (was on)', inProduction({}), {}],
    [
      'environments.production.enabled | production: switched off',
      inProduction({}),
      inProduction({ enabled: false }),
    ],
    [
      'environments.production.rollout_percentage | production: rollout 10 % → 25 %',
      inProduction({ rollout_percentage: 10 }),
      inProduction({ rollout_percentage: 25 }),
    ],
    [
      'environments.production.prerequisites.f | production: prerequisite f added (blue)',
      inProduction({}),
      inProduction({ prerequisites: [{ flag: 'f', variation: 'blue' }] }),
    ],
    [
      'environments.production.surprise | production: surprise set to 1',
      inProduction({}),
      inProduction({ surprise: 1 }),
    ],
  ])('%s', (expected, before, after) => {
    expect(said(before, after)).toEqual([expected]);
  });
});

describe('rules go by their ids', () => {
  const beta = { id: 'r1', name: 'Beta', serve: { enabled: true } };
  const staff = {
    id: 'r2',
    when: { segment: 'staff' },
    serve: { enabled: true, variation: 'red' },
  };
  const at = 'environments.production.rules';

  test.each<[string, object[], object[]]>([
    [`${at}.r2 | production: rule “r2” added (in segment staff: red)`, [beta], [staff, beta]],
    [`${at}.r1 | production: rule “Beta” removed (was everybody: on)`, [beta, staff], [staff]],
    [
      `${at} | production: rules moved: rule “Beta”, rule “r2” → rule “r2”, rule “Beta”`,
      [beta, staff],
      [staff, beta],
    ],
    [
      `${at}.r1.name | production: rule “New”: name “Beta” → “New”`,
      [beta],
      [{ ...beta, name: 'New' }],
    ],
    [
      `${at}.r1.rollout_percentage | production: rule “Beta”: rollout set to 5 %`,
      [beta],
      [{ ...beta, rollout_percentage: 5 }],
    ],
    [
      `${at}.r1.serve.enabled | production: rule “Beta”: serves on → off`,
      [beta],
      [{ ...beta, serve: { enabled: false } }],
    ],
    [
      `${at}.r2.serve.variation | production: rule “r2”: variation red → blue`,
      [staff],
      [{ ...staff, serve: { enabled: true, variation: 'blue' } }],
    ],
  ])('%s', (expected, before, after) => {
    expect(said(inProduction({ rules: before }), inProduction({ rules: after }))).toEqual([
      expected,
    ]);
  });

  test('several at once are several differences, those of the environment first', () => {
    const before = inProduction({ rules: [beta, staff] });
    const after = inProduction({
      enabled: false,
      rules: [staff, { ...beta, priority: 1 }, { id: 'r3', serve: { enabled: false } }],
    });
    expect(said(before, after).map((text) => text.split(' | ')[0])).toEqual([
      'environments.production.enabled',
      `${at}.r1.priority`,
      `${at}.r3`,
      at,
    ]);
  });

  test('a list without rules is not the same as none', () => {
    expect(said(inProduction({}), inProduction({ rules: [] }))).toEqual([
      `${at} | production: rules set to []`,
    ]);
  });
});

describe('a gate is said in words', () => {
  const plan = { attribute: 'plan', operator: 'in', values: ['pro', 'team'] };
  test.each<[string, object]>([
    ['plan in pro, team', plan],
    ['not plan in pro, team', { ...plan, negate: true }],
    ['beta exists', { attribute: 'beta', operator: 'exists' }],
    ['age is between 1, 2', { attribute: 'age', operator: 'is_between', values: [1, 2] }],
    ['not in segment staff', { segment: 'staff', operator: 'not_in' }],
    ['5 % of them', { percent: 5 }],
    [
      'plan in pro, team and (in segment a or in segment b)',
      {
        rules: [plan, { operator: 'or', rules: [{ segment: 'a' }, { segment: 'b' }] }],
      },
    ],
    [
      'none of (in segment a, in segment b)',
      {
        operator: 'none',
        rules: [{ segment: 'a' }, { segment: 'b' }],
      },
    ],
    ['{"odd":true}', { odd: true }],
  ])('%s', (words, targeting) => {
    expect(said(inProduction({}), inProduction({ targeting }))).toEqual([
      `environments.production.targeting | production: gate set to ${words}`,
    ]);
  });

  test('and cut where it is long', () => {
    const values = Array.from({ length: 100 }, (_, index) => `value-${index}`);
    const [text] = said({}, inProduction({ targeting: { ...plan, values } }));
    expect(text!.length).toBeLessThan(200);
  });
});

test('values go along, as they were and are; version and time of change are no difference', () => {
  const changed = { ...flag, version: 2, updated_at: '2026-02-01T00:00:00.000Z' };
  expect(flagDifferences(flag, changed)).toEqual([]);
  expect(flagDifferences(flag, { ...changed, name: 'New' })).toEqual([
    { field: 'name', before: 'Checkout', after: 'New', text: expect.any(String) },
  ]);
});
