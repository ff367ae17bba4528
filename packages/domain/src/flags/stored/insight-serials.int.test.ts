import type { FlagDocument } from '@halyard/contracts';
import { toFlagDocument } from '@halyard/database';
import { describe, expect, test } from 'vitest';

import { createEnvironment } from '../../environments/create.ts';
import { deleteEnvironment } from '../../environments/delete.ts';
import { onInProduction, refer, useFlags } from '../../fixtures/use-flags.ts';
import { archiveFlag } from '../archive.ts';
import { deleteFlag } from '../delete.ts';
import { restoreFlag } from '../restore.ts';
import { rollBackFlag } from '../roll-back.ts';
import { toggleFlag } from '../toggle.ts';
import { updateFlag } from '../update.ts';

const { domain, create, patch, history } = useFlags();

const withInsights = onInProduction({ smart_insights: true });
const inStaging = (smart_insights: boolean) => ({ environments: { staging: { smart_insights } } });
const serialsOf = ({ insight_serials }: FlagDocument) => insight_serials;

const stored = async ({ id }: FlagDocument) =>
  toFlagDocument(await domain.database.flag.findFirstOrThrow({ where: { id } }));

const setLastSerial = (insightSerial: number) =>
  domain.database.changeHead.update({
    where: { organizationId: domain.shop.organizationId },
    data: { insightSerial },
  });

describe('a serial is given', () => {
  test('to each environment with Smart Insights, and to no other; wherever the flag is kept', async () => {
    expect(await create('none', onInProduction())).not.toHaveProperty('insight_serials');
    const flag = await create('a', {
      environments: { production: { smart_insights: true }, staging: { smart_insights: false } },
    });
    expect(serialsOf(flag)).toEqual({ production: 1 });
    const both = await patch(flag, inStaging(true));
    expect(serialsOf(both)).toEqual({ production: 1, staging: 2 });
    expect(await stored(flag)).toEqual(both);
    const where = { flagId: flag.id, version: 2 };
    expect(await domain.database.flagVersion.findFirst({ where })).toMatchObject({
      document: both,
    });
    const { changes } = await history();
    expect(changes.at(-1)).toMatchObject({ document: both });
  });

  test('to every flag another, however many are written at once', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `flag-${index}`);
    const environments = {
      production: { smart_insights: true },
      staging: { smart_insights: true },
    };
    const made = await Promise.all(keys.map((key) => create(key, { environments })));
    const serials = made.flatMap((flag) => Object.values(serialsOf(flag)!));
    expect(serials.toSorted((a, b) => a - b)).toEqual(serials.map((_, index) => index + 1));
  });

  test('to enterprise flags from the same numbers, and in each organization from 1 on', async () => {
    await create('a', withInsights);
    expect(serialsOf(await create('b', withInsights, null))).toEqual({ production: 2 });
  });

  test('when a flag that was there before is saved for the first time, by whichever verb', async () => {
    const flag = await create('a', withInsights);
    const saveAsBefore = async () => {
      await domain.database.$executeRaw`
        UPDATE flag SET definition = definition - 'insight_serials' WHERE id = ${flag.id}::uuid`;
      expect(await stored(flag)).not.toHaveProperty('insight_serials');
    };
    const off = { ...refer(flag), environment: 'production', enabled: false };
    await saveAsBefore();
    expect(serialsOf(await toggleFlag(domain.ctx, off))).toEqual({ production: 2 });
    await saveAsBefore();
    expect(serialsOf(await archiveFlag(domain.ctx, refer(flag)))).toEqual({ production: 3 });
    await saveAsBefore();
    expect(serialsOf(await restoreFlag(domain.ctx, refer(flag)))).toEqual({ production: 4 });
  });
});

describe('a serial stays', () => {
  test('while insights are off and on again, by a patch or by all fields anew', async () => {
    const flag = await create('a', withInsights);
    const serials = { production: 1 };
    expect(serialsOf(await patch(flag, onInProduction({ smart_insights: false })))).toEqual(
      serials,
    );
    expect(serialsOf(await patch(flag, withInsights))).toEqual(serials);
    const replace = { name: 'a', ...withInsights, tags: ['x'] };
    const after = await updateFlag(domain.ctx, { ...refer(flag), change: { replace } });
    expect(after).toMatchObject({ version: 4, tags: ['x'], insight_serials: serials });
    expect(await stored(flag)).toEqual(after);
  });

  test('through archiving and restoring', async () => {
    const flag = await create('a', withInsights);
    expect(serialsOf(await archiveFlag(domain.ctx, refer(flag)))).toEqual({ production: 1 });
    expect(serialsOf(await restoreFlag(domain.ctx, refer(flag)))).toEqual({ production: 1 });
  });

  test('when the flag is rolled back to before it was given, and forward again', async () => {
    const flag = await create('a', onInProduction());
    await patch(flag, withInsights);
    const back = await rollBackFlag(domain.ctx, { ...refer(flag), version: 1 });
    expect(back.environments['production']).toEqual({ enabled: true });
    expect(serialsOf(back)).toEqual({ production: 1 });
    const forth = await rollBackFlag(domain.ctx, { ...refer(flag), version: 2 });
    expect(serialsOf(forth)).toEqual({ production: 1 });
  });

  test('when the environment goes and one of its name comes', async () => {
    const flag = await create('a', { environments: { staging: { smart_insights: true } } });
    await deleteEnvironment(domain.ctx, { ...domain.shop, name: 'staging' });
    const without = await stored(flag);
    expect(without).toMatchObject({
      version: 2,
      environments: {},
      insight_serials: { staging: 1 },
    });
    const { changes } = await history();
    expect(changes.at(-1)).toMatchObject({ document: without });
    await createEnvironment(domain.ctx, { ...domain.shop, name: 'staging', protected: false });
    expect(serialsOf(await patch(flag, inStaging(true)))).toEqual({ staging: 1 });
  });

  test('unused when its flag is gone', async () => {
    await deleteFlag(domain.ctx, refer(await create('a', withInsights)));
    expect(serialsOf(await create('a', withInsights))).toEqual({ production: 2 });
  });
});

test('a write that changes nothing gives no serial and makes no version', async () => {
  const flag = await create('a', withInsights);
  const before = await domain.head();
  expect(await patch(flag, withInsights)).toEqual(flag);
  const replace = { name: 'a', ...withInsights };
  expect(await updateFlag(domain.ctx, { ...refer(flag), change: { replace } })).toEqual(flag);
  expect(await domain.head()).toEqual(before);
});

test('people cannot write serials', async () => {
  const mine = { insight_serials: { production: 9 } };
  const refused = { code: 'invalid_request' };
  await expect(create('a', mine)).rejects.toMatchObject(refused);
  const flag = await create('b', withInsights);
  await expect(patch(flag, mine)).rejects.toMatchObject(refused);
  await expect(patch(flag, { insight_serials: null })).resolves.toEqual(flag);
});

test('the audit of a change says what was done, and nothing of serials', async () => {
  const flag = await create('a', onInProduction());
  await patch(flag, withInsights);
  expect((await domain.lastAudited())['changes']).toEqual({
    before: { environments: { production: {} } },
    after: { environments: { production: { smart_insights: true } } },
  });
});

test('when all serials are used up, flags are written without one', async () => {
  await setLastSerial(2 ** 24 - 2);
  const last = await create('a', withInsights);
  expect(serialsOf(last)).toEqual({ production: 2 ** 24 - 1 });
  expect(await create('b', withInsights)).not.toHaveProperty('insight_serials');
  expect(serialsOf(await patch(last, inStaging(true)))).toEqual({ production: 2 ** 24 - 1 });
});
