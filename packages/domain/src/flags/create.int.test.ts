import { toFlagDocument } from '@halyard/database';
import { describe, expect, test } from 'vitest';

import { createApplication } from '../applications/create.ts';
import { createShop } from '../fixtures/shop.ts';
import { onInProduction, useFlags } from '../fixtures/use-flags.ts';
import { createFlag } from './create.ts';

const { domain, create, history } = useFlags();

describe('creating', () => {
  test('gives the document that is stored, logged, versioned and audited', async () => {
    const flag = await create('a', { ...onInProduction(), tags: ['web'], description: 'A.' });
    expect(flag).toMatchObject({
      key: 'a',
      name: 'a',
      description: 'A.',
      organization_id: domain.shop.organizationId,
      application_id: domain.shop.applicationId,
      scope: 'application',
      status: 'active',
      value_type: 'boolean',
      tags: ['web'],
      auto_disable_after_end: false,
      realtime_enabled: true,
      version: 1,
      environments: { production: { enabled: true } },
    });
    const row = await domain.database.flag.findFirstOrThrow({ where: { id: flag.id } });
    expect(toFlagDocument(row)).toEqual(flag);
    const { changes, audit, head } = await history();
    expect(changes.at(-1)).toMatchObject({
      kind: 'flag',
      action: 'created',
      entityId: flag.id,
      seq: head.seq,
      document: flag,
    });
    expect(JSON.parse(audit.at(-1)!.canonical)).toMatchObject({
      entity_type: 'flag',
      entity_id: flag.id,
      flag_key: 'a',
      action: 'created',
      changes: { before: null, after: flag },
    });
    const versions = await domain.database.flagVersion.findMany({ where: { flagId: flag.id } });
    expect(versions).toMatchObject([{ version: 1, action: 'created', document: flag }]);
  });

  test('reads the short forms and gives rules their ids', async () => {
    const flag = await create('a', {
      variations: { blue: { allocation: 1 }, azure: {} },
      environments: {
        production: {
          enabled: true,
          rolloutPercentage: 20,
          targeting_rules: { geo: { countries: ['DE'] } },
          rules: [{ type: 'STATIC', priority: 1, serveValue: true }],
        },
      },
    });
    expect(flag.variations).toEqual([{ key: 'azure' }, { key: 'blue', weight: 1 }]);
    expect(flag.environments['production']).toMatchObject({
      rollout_percentage: 20,
      rules: [{ id: expect.any(String), priority: 1, serve: { enabled: true } }],
    });
    expect(flag.environments['production']).not.toHaveProperty('rolloutPercentage');
  });

  test('resolves scheduled times when they are written, and keeps their text', async () => {
    const flag = await create('a', {
      scheduled_start_at: '2026-12-01T09:00:00',
      scheduled_end_at: '2026-12-02T00:00:00Z',
      scheduling_timezone: 'Europe/Paris',
      scheduled_start_utc: '1999-01-01T00:00:00Z',
    });
    expect(flag).toMatchObject({
      scheduled_start_at: '2026-12-01T09:00:00',
      scheduled_start_utc: '2026-12-01T08:00:00.000Z',
      scheduled_end_utc: '2026-12-02T00:00:00.000Z',
    });
  });

  test.each([
    ['name', { name: '' }],
    ['tags.0', { tags: [5] }],
    ['value_type', { value_type: 'date' }],
    ['surprise', { surprise: 1 }],
    ['environments.nowhere', { environments: { nowhere: { enabled: true } } }],
    ['environments.production.enabled', { environments: { production: { enabled: 'yes' } } }],
    ['environments.production.rollout_percentage', onInProduction({ rollout_percentage: 101 })],
    [
      'environments.production.rules[0].when.segment',
      onInProduction({ rules: [{ when: { segment: 'none' }, serve: { enabled: true } }] }),
    ],
    [
      'environments.production.prerequisites[0].flag',
      onInProduction({ prerequisites: [{ flag: 'x' }] }),
    ],
    ['scheduled_end_at', { scheduled_start_at: '2026-01-02', scheduled_end_at: '2026-01-01' }],
  ])('refuses %s with its name, and writes nothing', async (field, fields) => {
    const { head } = await history();
    await expect(create('a', fields)).rejects.toMatchObject({
      code: 'invalid_request',
      details: expect.arrayContaining([{ field, expected: expect.any(String) }]),
    });
    expect((await history()).head).toEqual(head);
  });

  test('in an application of another organization is refused, and writes nothing', async () => {
    const { organizationId } = domain.shop;
    const { applicationId } = await createShop(domain.ctx);
    await expect(create('a', {}, applicationId)).rejects.toMatchObject({ code: 'not_found' });
    expect(await domain.database.flag.count({ where: { organizationId } })).toBe(0);
  });

  test('by a role that may not is refused, and writes nothing', async () => {
    const before = await domain.head();
    const given = { ...domain.shop, key: 'a', fields: { name: 'A' } };
    const refused = createFlag(domain.asMember('VIEWER'), given);
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    expect(await domain.head()).toEqual(before);
  });
});

describe('a key', () => {
  test.each([
    ['an application', () => domain.shop.applicationId],
    ['the enterprise', () => null],
  ])('is given once in %s', async (_scope, applicationId) => {
    await create('checkout', {}, applicationId());
    const again = create('checkout', {}, applicationId());
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });

  test('may be that of another application’s or of an enterprise flag', async () => {
    const { organizationId, applicationId } = domain.shop;
    const other = await createApplication(domain.ctx, { organizationId, name: 'Other' });
    for (const scope of [applicationId, null, other.id]) await create('checkout', {}, scope);
    const where = { organizationId, key: 'checkout' };
    expect(await domain.database.flag.count({ where })).toBe(3);
  });

  test.each(['', '-x', '.x', 'a b', 'ä', 'x'.repeat(129), 'stream', 'bulk', crypto.randomUUID()])(
    'cannot be %j',
    async (key) => {
      await expect(create(key, { name: 'A' })).rejects.toMatchObject({
        code: 'invalid_request',
        details: [{ field: 'key' }],
      });
    },
  );
});
