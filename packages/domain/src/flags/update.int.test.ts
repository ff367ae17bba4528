import type { FlagDocument } from '@halyard/contracts';
import { describe, expect, test } from 'vitest';

import { createShop } from '../fixtures/shop.ts';
import { onInProduction, refer, useFlags } from '../fixtures/use-flags.ts';
import { updateFlag } from './update.ts';

const { domain, create, patch, history } = useFlags();

function nested(depth: number): object {
  let value = {};
  for (let level = 0; level < depth; level++) value = { inner: value };
  return value;
}

describe('updating', () => {
  test('merges environments by name, replaces lists, removes what is null', async () => {
    const flag = await create('a', {
      description: 'gone',
      tags: ['one', 'two'],
      environments: { production: { enabled: true, by: 'company' }, staging: { enabled: true } },
    });
    const after = await patch(flag, {
      description: null,
      tags: ['three'],
      environments: { production: { by: null, rollout_percentage: 5 } },
    });
    expect(after).not.toHaveProperty('description');
    expect(after).toMatchObject({ version: 2, tags: ['three'] });
    expect(after.environments).toEqual({
      production: { enabled: true, rollout_percentage: 5 },
      staging: { enabled: true },
    });
  });

  test('replaces a condition as a whole', async () => {
    const country = { attribute: 'country', operator: 'equals', values: ['DE'] };
    const flag = await create('a', onInProduction({ targeting: country }));
    const percent = { percent: 5 };
    const after = await patch(flag, { environments: { production: { targeting: percent } } });
    expect(after.environments['production']!.targeting).toEqual(percent);
  });

  test('merges a configuration, whatever its fields are called', async () => {
    const flag = await create('a', { configuration: { targeting: { a: 1, b: 2 } } });
    const after = await patch(flag, { configuration: { targeting: { b: null } } });
    expect(after.configuration).toEqual({ targeting: { a: 1 } });
  });

  test('leaves what scheduled times mean as it was, unless it says something new of them', async () => {
    const flag = await create('a', { scheduled_start_at: '2036-07-01T09:00' });
    // As if the zone had had another offset when it was written.
    const scheduledStartAt = new Date('2036-07-01T08:00:00Z');
    const { organizationId } = domain.shop;
    await domain.database.flag.updateMany({
      where: { organizationId },
      data: { scheduledStartAt },
    });
    const renamed = await patch(flag, { name: 'b' });
    expect(renamed.scheduled_start_utc).toBe('2036-07-01T08:00:00.000Z');
    const again = await patch(flag, { scheduling_timezone: 'Europe/Paris' });
    expect(again.scheduled_start_utc).toBe('2036-07-01T07:00:00.000Z');
  });

  test.each([
    ['a reason without end', {}, { reason: 'x'.repeat(1_001) }, 'reason'],
    ['a reason that cannot be kept', {}, { reason: 'a\0' }, 'reason'],
    ['nesting without end', { configuration: nested(100_000) }, {}, ''],
    ['text that cannot be kept', { name: 'a\0' }, {}, 'name'],
  ])('refuses %s, and writes nothing', async (_what, fields, more, field) => {
    const flag = await create('a');
    await expect(patch(flag, fields, more)).rejects.toMatchObject({
      code: 'invalid_request',
      details: [{ field }],
    });
    expect((await history()).changes.at(-1)).toMatchObject({ document: flag });
  });

  test('replaces everything people have said, and nothing else', async () => {
    const flag = await create('a', { ...onInProduction(), description: 'gone', tags: ['gone'] });
    const after = await updateFlag(domain.ctx, {
      ...refer(flag),
      change: { replace: { name: 'New' } },
      confirm: true,
    });
    expect(after).toEqual({
      ...flag,
      name: 'New',
      tags: [],
      environments: {},
      version: 2,
      updated_at: after.updated_at,
      description: undefined,
    });
  });

  test('keeps the ids of rules that are sent back', async () => {
    const rule = { serve: { enabled: true } };
    const flag = await create('a', onInProduction({ rules: [rule] }));
    const [kept] = flag.environments['production']!.rules!;
    const after = await patch(flag, { environments: { production: { rules: [rule, kept] } } });
    const ids = after.environments['production']!.rules!.map(({ id }) => id);
    expect(ids[1]).toBe(kept!.id);
    expect(ids[0]).not.toBe(kept!.id);
  });

  test.each([{}, { name: 'a' }, { description: null }, { environments: { staging: null } }])(
    'with %j changes nothing and makes no version',
    async (fields) => {
      const flag = await create('a', onInProduction());
      const before = await history();
      expect(await patch(flag, fields)).toEqual(flag);
      expect(await history()).toEqual(before);
    },
  );

  test('from an old version is a conflict that names the new one', async () => {
    const flag = await create('a');
    await patch(flag, { name: 'b' });
    await expect(patch(flag, { name: 'c' }, { expectedVersion: 1 })).rejects.toMatchObject({
      code: 'version_conflict',
      details: [{ field: 'expected_version', expected: '2' }],
    });
    await patch(flag, { name: 'c' }, { expectedVersion: 2 });
  });

  test('fifty times at once loses nothing', async () => {
    const flag = await create('a');
    const tags = Array.from({ length: 50 }, (_, index) => `tag-${index}`);
    await Promise.all(tags.map((tag) => patch(flag, { configuration: { [tag]: true } })));
    const [after] = await domain.database.flagVersion.findMany({
      where: { flagId: flag.id },
      orderBy: { version: 'desc' },
      take: 1,
    });
    expect(after!.version).toBe(51);
    const { configuration } = after!.document as unknown as FlagDocument;
    expect(Object.keys(configuration!).toSorted()).toEqual(tags.toSorted());
  });

  test('fifty times at once from one version lets exactly one win', async () => {
    const flag = await create('a');
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        patch(flag, { name: `n${index}` }, { expectedVersion: 1 }),
      ),
    );
    const lost = results.filter(({ status }) => status === 'rejected');
    expect(lost).toHaveLength(49);
    for (const { reason } of lost as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ code: 'version_conflict' });
    }
  });

  test('of another organization’s flag finds nothing', async () => {
    const flag = await create('a');
    const elsewhere = await createShop(domain.ctx);
    const foreign = updateFlag(domain.ctx, {
      organizationId: elsewhere.organizationId,
      flagId: flag.id,
      change: { patch: { name: 'x' } },
    });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    const noId = updateFlag(domain.ctx, { ...refer(flag), flagId: 'a', change: { patch: {} } });
    await expect(noId).rejects.toMatchObject({ code: 'not_found' });
  });
});
