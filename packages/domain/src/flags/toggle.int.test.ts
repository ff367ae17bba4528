import { asJson } from '@halyard/database';
import { describe, expect, test } from 'vitest';

import { onInProduction, refer, useFlags } from '../fixtures/use-flags.ts';
import { archiveFlag } from './archive.ts';
import { restoreFlag } from './restore.ts';
import { toggleFlag } from './toggle.ts';

const { domain, create, patch, history } = useFlags();

describe('toggling', () => {
  test('sets one environment’s switch and keeps the rest', async () => {
    const flag = await create('a', onInProduction({ rollout_percentage: 5 }));
    const off = { ...refer(flag), environment: 'production', enabled: false };
    const after = await toggleFlag(domain.ctx, off);
    expect(after.environments).toEqual({ production: { enabled: false, rollout_percentage: 5 } });
    expect(await toggleFlag(domain.ctx, off)).toEqual(after);
    const { audit } = await history();
    expect(JSON.parse(audit.at(-1)!.canonical)).toMatchObject({
      action: 'toggled',
      changes: {
        before: { environments: { production: { enabled: true } } },
        after: { environments: { production: { enabled: false } } },
      },
    });
  });

  test('works on a flag that would not be accepted any more', async () => {
    const flag = await create('a', onInProduction());
    await domain.database.flag.updateMany({
      where: { id: flag.id },
      data: {
        definition: asJson(onInProduction({ rollout_percentage: 500 })),
      },
    });
    const off = { ...refer(flag), environment: 'production', enabled: false };
    expect(await toggleFlag(domain.ctx, off)).toMatchObject({ version: 2 });
    expect(await archiveFlag(domain.ctx, refer(flag))).toMatchObject({ version: 3 });
    await restoreFlag(domain.ctx, refer(flag));
    await expect(patch(flag, { name: 'b' })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('switches an environment on that the flag did not have, if the application has it', async () => {
    const flag = await create('a');
    const on = { ...refer(flag), enabled: true };
    const after = await toggleFlag(domain.ctx, { ...on, environment: 'staging' });
    expect(after.environments).toEqual({ staging: { enabled: true } });
    await expect(toggleFlag(domain.ctx, { ...on, environment: 'nowhere' })).rejects.toMatchObject({
      code: 'invalid_request',
      details: [{ field: 'environments.nowhere' }],
    });
  });
});
