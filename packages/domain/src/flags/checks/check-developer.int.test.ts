import { expect, test } from 'vitest';

import { onInProduction, useFlags } from '../../fixtures/use-flags.ts';
import type { JsonObject } from '../../json.ts';
import { createFlag } from '../create.ts';

const { domain, create } = useFlags();

const createAs = (
  role: 'DEVELOPER' | 'RELEASE_MANAGER',
  key: string,
  fields: JsonObject,
  isEnterprise = false,
) =>
  createFlag(domain.asMember(role), {
    organizationId: domain.shop.organizationId,
    applicationId: isEnterprise ? null : domain.shop.applicationId,
    key,
    fields: { name: key, ...fields },
  });

const forbidden = { code: 'forbidden' };
const onInStaging = {
  environments: { staging: { enabled: true }, production: { enabled: false } },
};

test.each([false, true])(
  'a developer makes flags that are off in protected environments (enterprise: %s)',
  async (isEnterprise) => {
    await createAs('DEVELOPER', 'a', onInStaging, isEnterprise);
    await expect(createAs('DEVELOPER', 'b', onInProduction(), isEnterprise)).rejects.toMatchObject(
      forbidden,
    );
    await createAs('RELEASE_MANAGER', 'b', onInProduction(), isEnterprise);
  },
);

test('a developer makes no flag that takes an enterprise flag’s place', async () => {
  await create('shared', {}, null);
  await expect(createAs('DEVELOPER', 'shared', {})).rejects.toMatchObject(forbidden);
  await createAs('RELEASE_MANAGER', 'shared', {});
});
