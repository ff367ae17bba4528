import { describe, expect, test } from 'vitest';

import { deleteEnvironment } from '../environments/delete.ts';
import { onInProduction, refer, useFlags } from '../fixtures/use-flags.ts';
import { rollBackFlag } from './roll-back.ts';

const { domain, create, patch } = useFlags();

describe('rolling back', () => {
  test('brings an old version’s content back as a new version', async () => {
    const flag = await create('a', {
      ...onInProduction({ rules: [{ serve: { enabled: true } }] }),
      scheduled_start_at: '2026-12-01T09:00:00',
    });
    await patch(flag, { name: 'b', tags: ['x'], scheduled_start_at: null });
    const after = await rollBackFlag(domain.ctx, { ...refer(flag), version: 1, reason: 'Oops.' });
    expect(after).toEqual({ ...flag, version: 3, updated_at: after.updated_at });
    const version = await domain.database.flagVersion.findFirstOrThrow({
      where: { flagId: flag.id, version: 3 },
    });
    expect(version).toMatchObject({ action: 'rolled_back', reason: 'Oops.' });
  });

  test('to what would open the flag to everyone needs a confirmation', async () => {
    const flag = await create('a', onInProduction());
    await patch(flag, { environments: { production: { rules: [{ serve: { enabled: false } }] } } });
    const back = { ...refer(flag), version: 1 };
    await expect(rollBackFlag(domain.ctx, back)).rejects.toMatchObject({
      code: 'would_open_to_everyone',
    });
    expect(await rollBackFlag(domain.ctx, { ...back, confirm: true })).toMatchObject({
      version: 3,
    });
  });

  test('leaves out environments that there are no longer', async () => {
    const flag = await create('a', {
      environments: { staging: { enabled: true }, production: { enabled: true } },
    });
    await deleteEnvironment(domain.ctx, { ...domain.shop, name: 'staging' });
    const after = await rollBackFlag(domain.ctx, { ...refer(flag), version: 1 });
    expect(after.environments).toEqual({ production: { enabled: true } });
  });

  test('to a version that does not exist finds nothing', async () => {
    const flag = await create('a');
    await expect(rollBackFlag(domain.ctx, { ...refer(flag), version: 9 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
