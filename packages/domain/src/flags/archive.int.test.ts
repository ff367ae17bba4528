import { describe, expect, test } from 'vitest';

import { onInProduction, refer, useFlags } from '../fixtures/use-flags.ts';
import { archiveFlag } from './archive.ts';
import { restoreFlag } from './restore.ts';
import { toggleFlag } from './toggle.ts';

const { domain, create, patch } = useFlags();

describe('archiving and restoring', () => {
  test('change the status alone, once', async () => {
    const flag = await create('a', onInProduction());
    const archived = await archiveFlag(domain.ctx, refer(flag));
    expect(archived).toEqual({
      ...flag,
      status: 'archived',
      version: 2,
      updated_at: archived.updated_at,
    });
    expect(await archiveFlag(domain.ctx, refer(flag))).toEqual(archived);
    const restored = await restoreFlag(domain.ctx, refer(flag));
    expect(restored).toMatchObject({ status: 'active', version: 3 });
    expect(await restoreFlag(domain.ctx, refer(flag))).toEqual(restored);
  });

  test('what is archived cannot be changed, and keeps its key', async () => {
    const flag = await create('a', onInProduction());
    await archiveFlag(domain.ctx, refer(flag));
    const refused = { code: 'conflict' };
    await expect(patch(flag, { name: 'x' })).rejects.toMatchObject(refused);
    const off = { ...refer(flag), environment: 'production', enabled: false };
    await expect(toggleFlag(domain.ctx, off)).rejects.toMatchObject(refused);
    await expect(create('a')).rejects.toMatchObject(refused);
  });
});
