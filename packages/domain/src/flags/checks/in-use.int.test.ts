import type { FlagDocument } from '@halyard/contracts';
import { describe, expect, test } from 'vitest';

import { createApplication } from '../../applications/create.ts';
import { onInProduction, refer, useFlags } from '../../fixtures/use-flags.ts';
import type { JsonObject } from '../../json.ts';
import { archiveFlag } from '../archive.ts';
import { deleteFlag } from '../delete.ts';

const { domain, create, patch } = useFlags();

describe('prerequisites', () => {
  const requires = (flag: FlagDocument, more: JsonObject = {}) =>
    onInProduction({ prerequisites: [{ flag: flag.id, ...more }] });

  test('keep a flag from being archived or deleted, naming who needs it', async () => {
    const base = await create('base', onInProduction());
    const top = await create('top', requires(base));
    const inUse = {
      code: 'in_use',
      details: [{ field: 'prerequisites', expected: 'removed from top in production first' }],
    };
    await expect(archiveFlag(domain.ctx, refer(base))).rejects.toMatchObject(inUse);
    await expect(deleteFlag(domain.ctx, refer(base))).rejects.toMatchObject(inUse);
    await patch(top, { environments: { production: { prerequisites: null } } });
    expect(await archiveFlag(domain.ctx, refer(base))).toMatchObject({ status: 'archived' });
  });

  test('keep the variation they require', async () => {
    const base = await create('base', { variations: [{ key: 'x' }, { key: 'y' }] });
    await create('top', requires(base, { variation: 'x' }));
    await expect(patch(base, { variations: [{ key: 'y' }] })).rejects.toMatchObject({
      code: 'in_use',
    });
    expect(await patch(base, { variations: [{ key: 'x' }] })).toMatchObject({ version: 2 });
  });

  test('never require a variation that is taken away at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const base = await create(`base-${round}`, { variations: [{ key: 'x' }, { key: 'y' }] });
      const top = await create(`top-${round}`);
      const results = await Promise.allSettled([
        patch(base, { variations: [{ key: 'y' }] }),
        patch(top, requires(base, { variation: 'x' })),
      ]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  test('may not lead back, not even when both ends are written at once', async () => {
    const flags = await Promise.all(['a', 'b', 'c'].map((key) => create(key, onInProduction())));
    const results = await Promise.allSettled(
      flags.map((flag, index) => patch(flag, requires(flags[(index + 1) % 3]!))),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: { code: 'invalid_request' } });
  });

  test('are never those of another application, nor an application’s for the enterprise', async () => {
    const { organizationId } = domain.shop;
    const other = await createApplication(domain.ctx, { organizationId, name: 'Other' });
    const theirs = await create('theirs', {}, other.id);
    const ours = await create('ours');
    await expect(create('a', requires(theirs))).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(create('b', requires(ours), null)).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
