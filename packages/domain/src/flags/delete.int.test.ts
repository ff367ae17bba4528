import { expect, test } from 'vitest';

import { onInProduction, refer, useFlags } from '../fixtures/use-flags.ts';
import { deleteFlag } from './delete.ts';

const { domain, create, history } = useFlags();

test('deleting leaves the audit, with everything the flag was', async () => {
  const flag = await create('a', onInProduction());
  await deleteFlag(domain.ctx, refer(flag));
  const { changes, audit } = await history();
  expect(changes.at(-1)).toMatchObject({
    kind: 'flag',
    action: 'deleted',
    document: {
      deleted: true,
      id: flag.id,
      key: flag.key,
      application_id: flag.application_id,
      status: 'active',
      version: flag.version,
      realtime_enabled: true,
    },
  });
  expect(JSON.parse(audit.at(-1)!.canonical)).toMatchObject({
    flag_key: 'a',
    action: 'deleted',
    changes: { before: flag, after: null },
  });
  expect(await domain.database.flagVersion.count({ where: { flagId: flag.id } })).toBe(0);
  await expect(deleteFlag(domain.ctx, refer(flag))).rejects.toMatchObject({ code: 'not_found' });
});
