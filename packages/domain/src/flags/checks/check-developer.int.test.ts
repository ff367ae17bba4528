import type { FlagDocument } from '@halyard/contracts';
import { asJson } from '@halyard/database';
import { describe, expect, test } from 'vitest';

import { createApplication } from '../../applications/create.ts';
import { updateEnvironment } from '../../environments/update.ts';
import { onInProduction, refer, useFlags } from '../../fixtures/use-flags.ts';
import type { JsonObject } from '../../json.ts';
import { createFlag } from '../create.ts';
import { toggleFlag } from '../toggle.ts';
import { updateFlag } from '../update.ts';

const { domain, create } = useFlags();

type TestedRole = 'VIEWER' | 'DEVELOPER' | 'RELEASE_MANAGER';

const createAs = (role: TestedRole, key: string, fields: JsonObject, isEnterprise = false) =>
  createFlag(domain.asMember(role), {
    organizationId: domain.shop.organizationId,
    applicationId: isEnterprise ? null : domain.shop.applicationId,
    key,
    fields: { name: key, ...fields },
  });

const changeAs = (role: TestedRole, flag: FlagDocument, patch: JsonObject) =>
  updateFlag(domain.asMember(role), { ...refer(flag), change: { patch }, confirm: true });

const forbidden = { code: 'forbidden' };
const onInStaging = {
  environments: { staging: { enabled: true }, production: { enabled: false } },
};

describe('making flags', () => {
  test.each([false, true])(
    'a developer makes them off in protected environments (enterprise: %s)',
    async (isEnterprise) => {
      await createAs('DEVELOPER', 'a', onInStaging, isEnterprise);
      const refused = createAs('DEVELOPER', 'b', onInProduction(), isEnterprise);
      await expect(refused).rejects.toMatchObject({
        ...forbidden,
        details: [{ field: 'environments.production.enabled' }],
      });
      await createAs('RELEASE_MANAGER', 'b', onInProduction(), isEnterprise);
    },
  );

  test('a developer makes none that takes an enterprise flag’s place', async () => {
    await create('shared', {}, null);
    const refused = createAs('DEVELOPER', 'shared', {});
    await expect(refused).rejects.toMatchObject({ ...forbidden, details: [{ field: 'key' }] });
    await createAs('RELEASE_MANAGER', 'shared', {});
  });

  test('a developer’s is first, or refused, while an enterprise flag of its key is made', async () => {
    for (let round = 0; round < 10; round++) {
      const key = `shared-${round}`;
      const [own, enterprise] = await Promise.allSettled([
        createAs('DEVELOPER', key, {}),
        createAs('RELEASE_MANAGER', key, {}, true),
      ]);
      if (own.status === 'rejected') {
        expect(own.reason).toMatchObject(forbidden);
        continue;
      }
      const { changes } = await domain.history();
      const seqOf = (made: PromiseSettledResult<FlagDocument>) =>
        changes.find(({ entityId }) => made.status === 'fulfilled' && entityId === made.value.id)!
          .seq;
      expect(seqOf(own)).toBeLessThan(seqOf(enterprise));
    }
  });
});

/** Each change of a flag, and whether a developer may while it is on, and off, in production. */
const changes: [string, JsonObject, whenOn: boolean, whenOff: boolean][] = [
  ['name', { name: 'New' }, true, true],
  ['description', { description: 'New.' }, false, true],
  ['tags', { tags: ['new'] }, true, true],
  ['realtime_enabled', { realtime_enabled: false }, false, true],
  ['environments.staging', { environments: { staging: { enabled: true } } }, true, true],
  ['environments.staging', { environments: { staging: null } }, true, true],
  ['environments.development', { environments: { development: { enabled: true } } }, true, true],
  ['environments.production', { environments: { production: { by: 'plan' } } }, false, false],
  ['environments.production', { environments: { production: null } }, false, false],
  ['configuration', { configuration: { a: 1 } }, false, true],
  ['variations', { variations: [{ key: 'x' }] }, false, true],
  ['value_type', { value_type: 'json' }, false, true],
  ['scheduled_start_at', { scheduled_start_at: '2026-01-01' }, false, true],
  ['scheduled_end_at', { scheduled_end_at: '2036-01-01' }, false, true],
  ['auto_disable_after_end', { auto_disable_after_end: true }, false, true],
];

const cases = changes.flatMap(([field, patch, whenOn, whenOff]) => [
  { field, patch, isOn: true, isAllowed: whenOn },
  { field, patch, isOn: false, isAllowed: whenOff },
]);

describe.each(cases)('changing $field by $patch (on in production: $isOn)', (given) => {
  const { field, patch, isOn, isAllowed } = given;

  test(`is ${isAllowed ? '' : 'not '}for developers, always for release managers`, async () => {
    const production = { enabled: isOn };
    const environments = { staging: { enabled: false }, production };
    const flag = await create('a', { environments });
    await expect(changeAs('VIEWER', flag, patch)).rejects.toMatchObject(forbidden);
    if (isAllowed) {
      expect(await changeAs('DEVELOPER', flag, patch)).toMatchObject({ version: 2 });
      return;
    }
    const before = await domain.head();
    await expect(changeAs('DEVELOPER', flag, patch)).rejects.toMatchObject({
      ...forbidden,
      details: expect.arrayContaining([{ field, expected: expect.any(String) }]),
    });
    expect(await domain.head()).toEqual(before);
    expect(await changeAs('RELEASE_MANAGER', flag, patch)).toMatchObject({ version: 2 });
  });
});

test('a developer brings no protected environment into a flag, not even switched off', async () => {
  const flag = await create('a');
  const off = { environments: { production: { enabled: false } } };
  await expect(changeAs('DEVELOPER', flag, off)).rejects.toMatchObject(forbidden);
});

test.each([
  ['staging', 'DEVELOPER', true],
  ['production', 'DEVELOPER', false],
  ['production', 'RELEASE_MANAGER', true],
  ['staging', 'VIEWER', false],
] as const)('%s is toggled by a %s: %s', async (environment, role, isAllowed) => {
  const flag = await create('a');
  const on = { ...refer(flag), environment, enabled: true };
  const toggled = toggleFlag(domain.asMember(role), on);
  if (isAllowed) expect(await toggled).toMatchObject({ version: 2 });
  else await expect(toggled).rejects.toMatchObject(forbidden);
});

test('an enterprise flag’s environment is protected when it is in any application', async () => {
  const { organizationId, applicationId } = domain.shop;
  const other = await createApplication(domain.ctx, { organizationId, name: 'Other' });
  const staging = { organizationId, applicationId: other.id, name: 'staging', protected: true };
  await updateEnvironment(domain.ctx, staging);
  const ofAll = await create('a', {}, null);
  const ofShop = await create('b', {}, applicationId);
  const on = { environments: { staging: { enabled: true } } };
  await expect(changeAs('DEVELOPER', ofAll, on)).rejects.toMatchObject(forbidden);
  expect(await changeAs('DEVELOPER', ofShop, on)).toMatchObject({ version: 2 });
});

test('a developer mends no flag that is broken everywhere, but may switch it', async () => {
  const environments = { production: { enabled: true }, staging: { enabled: true } };
  const flag = await create('a', { environments });
  const staging = { enabled: true, rollout_percentage: 500 };
  await domain.database.flag.updateMany({
    where: { id: flag.id },
    data: { definition: asJson({ environments: { ...environments, staging } }) },
  });
  const mended = { environments: { staging: { rollout_percentage: 50 } } };
  await expect(changeAs('DEVELOPER', flag, mended)).rejects.toMatchObject(forbidden);
  const off = { ...refer(flag), environment: 'staging', enabled: false };
  expect(await toggleFlag(domain.asMember('DEVELOPER'), off)).toMatchObject({ version: 2 });
});
