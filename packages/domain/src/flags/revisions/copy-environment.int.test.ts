import { expect, test } from 'vitest';

import { createApplication } from '../../applications/create.ts';
import { refer, useFlags } from '../../fixtures/use-flags.ts';
import { copyEnvironment } from './copy-environment.ts';

const { domain, create } = useFlags();

const rules = [{ id: 'kept', when: { percent: 5 }, serve: { enabled: true } }];
const staging = {
  enabled: true,
  rules,
  rollout_percentage: 12.5,
  configuration: { a: 1 },
  salt: 's',
};

const fromStaging = { from: 'staging', to: 'production' };

test('everything is copied, rule ids included, nothing is left of what was, and the switch stays', async () => {
  const production = { enabled: false, configuration: { b: 2 }, by: 'plan' };
  const flag = await create('a', { environments: { staging, production } });
  const after = await copyEnvironment(domain.ctx, { ...refer(flag), ...fromStaging });
  expect(after.environments).toEqual({ staging, production: { ...staging, enabled: false } });
  expect(after.version).toBe(2);
  expect(await domain.lastChange()).toMatchObject({ action: 'updated' });
});

test('the switch is copied where that is said', async () => {
  const flag = await create('a', { environments: { staging } });
  const input = { ...refer(flag), ...fromStaging, copiesSwitch: true };
  const after = await copyEnvironment(domain.ctx, input);
  expect(after.environments['production']).toEqual(staging);
  expect(await copyEnvironment(domain.ctx, input)).toEqual(after);
});

test('a copy that would open an environment to everyone is refused until it is confirmed', async () => {
  const environments = { staging: { enabled: true }, production: { enabled: true, rules } };
  const flag = await create('a', { environments });
  const input = { ...refer(flag), ...fromStaging };
  await expect(copyEnvironment(domain.ctx, input)).rejects.toMatchObject({
    code: 'would_open_to_everyone',
  });
  const after = await copyEnvironment(domain.ctx, { ...input, confirm: true });
  expect(after.environments['production']).toEqual({ enabled: true });
});

test.each([['staging'], ['development'], ['elsewhere'], ['__proto__']])(
  'what the flag has not, or is the same, is no source: %s',
  async (from) => {
    const flag = await create('a', { environments: { staging } });
    const input = { ...refer(flag), from, to: 'staging' };
    await expect(copyEnvironment(domain.ctx, input)).rejects.toMatchObject({
      code: 'invalid_request',
      details: [{ field: 'from' }],
    });
  },
);

test('an environment of no application is no target; of an enterprise flag any application’s is', async () => {
  const { organizationId } = domain.shop;
  await createApplication(domain.ctx, { organizationId, name: 'Other' });
  const enterprise = await create('e', { environments: { staging } }, null);
  await copyEnvironment(domain.ctx, { ...refer(enterprise), ...fromStaging });
  for (const flag of [enterprise, await create('a', { environments: { staging } })]) {
    const input = { ...refer(flag), from: 'staging', to: 'elsewhere' };
    await expect(copyEnvironment(domain.ctx, input)).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('a rehearsal says what would be, and leaves no trace', async () => {
  const flag = await create('a', { environments: { staging } });
  const before = await domain.head();
  const rehearsal = { ...domain.ctx, isRehearsal: true };
  const after = await copyEnvironment(rehearsal, { ...refer(flag), ...fromStaging });
  expect(after).toMatchObject({ version: 2, environments: { production: { rules } } });
  expect(await domain.head()).toEqual(before);
});
