import { compile, evaluate, type EvaluationContext } from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import { archiveFlag, changeSegmentMembers, createSegment } from '@halyard/domain';
import { beforeAll, describe, expect, test } from 'vitest';

import { onInProduction, useWire } from '../testing/use-wire.ts';

const wire = useWire();
const path = '/api/sdk/snapshot';
const keys = { bound: '' };

const inSegment = (segment: string) => ({ segment, operator: 'in' });
const plan = { attribute: 'plan', operator: 'equals', values: ['pro'] };
const shared = { applicationId: null };

async function createSegments(): Promise<void> {
  const { organizationId } = wire.shop;
  const create = (key: string, rules: Record<string, unknown>) =>
    createSegment(wire.ctx, { organizationId, key, fields: { name: key, rules } });
  const { id: segmentId } = await create('customers', plan);
  const included = { add: ['friend', 'ally'], remove: [] };
  const excluded = { add: ['enemy'], remove: [] };
  await changeSegmentMembers(wire.ctx, { organizationId, segmentId, included, excluded });
  const berlin = { attribute: 'geolocation.city', operator: 'equals', values: ['Berlin'] };
  await create('berliners', { rules: [inSegment('customers'), berlin] });
  await create('unused', plan);
}

async function createFlags(): Promise<void> {
  const shadowed = await wire.createFlag('shadowed', onInProduction(), shared);
  const variations = [
    { key: 'red', configuration: { of: 'red' } },
    { key: 'blue', weight: 3 },
  ];
  const environments = { production: { enabled: false } };
  const varied = await wire.createFlag('varied', {
    configuration: { of: 'flag' },
    variations,
    environments: { production: { enabled: true }, staging: { enabled: true } },
  });
  await wire.createFlag('shadowed', { environments });
  await wire.createFlag(
    'needs-shadowed',
    onInProduction({ prerequisites: [{ flag: shadowed.id }] }),
    shared,
  );
  await wire.createFlag(
    'needs-red',
    onInProduction({ prerequisites: [{ flag: varied.id, variation: 'red' }] }),
  );
  await wire.createFlag('for-berliners', {
    variations,
    ...onInProduction({
      rules: [
        { when: inSegment('berliners'), serve: { enabled: true, variation: 'red' } },
        { rollout_percentage: 30, serve: { enabled: true, configuration: { of: 'rule' } } },
      ],
      rollout_percentage: 40,
    }),
  });
  const mail = { attribute: 'mail', operator: 'matches', values: ['@example\\.(com|org)$'] };
  await wire.createFlag('by-pattern', onInProduction({ targeting: mail }));
  const over = { scheduled_end_at: '2020-01-01T00:00', scheduling_timezone: 'Europe/Paris' };
  await wire.createFlag('over', { ...over, ...onInProduction() });
  const { id: flagId } = await wire.createFlag('archived', onInProduction());
  await archiveFlag(wire.ctx, { ...wire.shop, flagId });
}

beforeAll(async () => {
  await createSegments();
  await createFlags();
  const sibling = await wire.createPlace(wire.shop.organizationId);
  await wire.createFlag('of-a-sibling', onInProduction(), sibling);
  keys.bound = await wire.createKey({ environment: 'staging', kind: 'server' });
  await wire.settle();
});

const contexts: EvaluationContext[] = [
  {},
  { user_id: 'friend', geolocation: { city: 'Berlin' } },
  { user_id: 'enemy', geolocation: { city: 'Berlin' }, attributes: { plan: 'pro' } },
  { user_id: 'u', attributes: { plan: 'pro', mail: 'u@example.org' } },
  ...Array.from({ length: 20 }, (_, n) => ({ anonymous_id: `anonymous-${n}` })),
];

const read = async (query = '?environment=production', key = wire.keys.server) =>
  (await wire.get(`${path}${query}`, key)).json;

test('decides every flag as the node does', async () => {
  const snapshot = await read();
  const compiled = compile(snapshot, { regex });
  const flagKeys = [...new Set<string>(snapshot.flags.map(({ key }: { key: string }) => key))];
  const reasons = new Set<string>();
  for (const context of contexts) {
    const { json } = await wire.post('/api/flags/evaluate', { context, keys: flagKeys });
    for (const flagKey of flagKeys) {
      const here = evaluate(compiled, {
        applicationId: snapshot.application_id,
        flagKey,
        environment: snapshot.environment,
        context,
        now: wire.clock.nowMs,
      });
      reasons.add(here.reason);
      const there = json.flags[flagKey];
      if (!here.found) {
        expect(json.not_found).toContain(flagKey);
        continue;
      }
      const { enabled, reason, variation, configuration, flag } = here;
      expect({ flagKey, enabled, reason, variation, configuration, flag_id: flag.id }).toEqual({
        flagKey,
        enabled: there.enabled,
        reason: there.reason,
        variation: there.variation,
        configuration: there.configuration,
        flag_id: there.flag_id,
      });
    }
  }
  expect([...reasons].toSorted()).toEqual([
    'DEFAULT',
    'DISABLED',
    'FLAG_ARCHIVED',
    'PREREQUISITE_FAILED',
    'ROLLOUT',
    'RULE_MATCH',
    'SCHEDULED',
    'TARGETING_MISMATCH',
  ]);
});

describe('holds', () => {
  const namesOf = (items: { key: string }[]) => items.map(({ key }) => key);

  test('the application’s flags and the enterprise’s, shadowed and archived ones too', async () => {
    const { flags, organization_id, application_id } = await read();
    expect(namesOf(flags)).toEqual([
      'archived',
      'by-pattern',
      'for-berliners',
      'needs-red',
      'needs-shadowed',
      'over',
      'shadowed',
      'shadowed',
      'varied',
    ]);
    const [archived] = flags;
    expect(archived.environments).toEqual({});
    const shadowed = flags.filter(({ key }: { key: string }) => key === 'shadowed');
    expect(shadowed).toMatchObject([{ application_id }, { application_id: null }]);
    expect({ organization_id, application_id }).toEqual({
      organization_id: wire.shop.organizationId,
      application_id: wire.shop.applicationId,
    });
  });

  test('the segments that these flags reach, with their members', async () => {
    const { segments } = await read();
    expect(segments).toMatchObject([
      { key: 'berliners', included: [], excluded: [] },
      { key: 'customers', excluded: ['enemy'] },
    ]);
    expect(new Set(segments[1].included)).toEqual(new Set(['ally', 'friend']));
  });

  test('one environment: the one asked for, else development, and a bound key’s always', async () => {
    const environmentsOf = async (query: string, key?: string) => {
      const { environment, flags } = await read(query, key);
      const names = flags.flatMap((flag: { environments: object }) =>
        Object.keys(flag.environments),
      );
      return [environment, ...new Set(names)];
    };
    expect(await environmentsOf('?environment=production')).toEqual(['production', 'production']);
    expect(await environmentsOf('')).toEqual(['development']);
    expect(await environmentsOf('?environment=production', keys.bound)).toEqual([
      'staging',
      'staging',
    ]);
  });

  test('a version, which grows with every change', async () => {
    const { version } = await read();
    expect(version).toBe(wire.node.replica.find(wire.shop.organizationId)?.last);
    await wire.createFlag('later', {});
    await wire.settle();
    expect((await read()).version).toBe(version + 1);
  });
});

describe('opens', () => {
  test.each([
    ['an SDK key', () => wire.keys.sdk, 403, 'key_kind_not_allowed'],
    ['an access token', () => 'eyJhbGciOiJFUzI1NiJ9.e30.x', 403, 'key_kind_not_allowed'],
    ['an unknown server key', () => `${wire.keys.server}x`, 401, 'unauthorized'],
    ['an unknown SDK key', () => `${wire.keys.sdk}x`, 401, 'unauthorized'],
    ['nothing', () => '', 401, 'unauthorized'],
  ])('not to %s', async (_what, key, status, error) => {
    expect(await wire.get(path, key())).toMatchObject({ status, json: { error } });
  });
});
