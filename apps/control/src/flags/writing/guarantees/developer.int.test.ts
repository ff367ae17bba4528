import { expect, test } from 'vitest';

import { useFlags } from '../../../testing/use-flags.ts';

const { organization, create } = useFlags();

const asDeveloper = (request: string, body: object) =>
  organization.ask(organization.members.DEVELOPER, request, body);

test('a developer switches what is not protected, and is told what is', async () => {
  const { id } = await create('new-checkout');
  const toggle = (environment: string) =>
    asDeveloper(`POST /api/flags/${id}/toggle`, { environment, enabled: true });
  expect((await toggle('development')).status).toBe(200);
  const { status, body } = await toggle('production');
  expect([status, body['error']]).toEqual([403, 'forbidden']);
  expect(body['details']).toMatchObject([{ field: 'environments.production' }]);
});

test('a developer makes flags that are off where it is protected', async () => {
  const { applicationId: application_id } = organization;
  const make = (key: string, environment: string) =>
    asDeveloper('POST /api/flags', {
      key,
      name: key,
      application_id,
      environments: { [environment]: { enabled: true } },
    });
  expect((await make('one', 'development')).status).toBe(201);
  expect((await make('two', 'production')).status).toBe(403);
});

test('a developer changes a segment until a protected environment asks for it', async () => {
  const { ask, members } = organization;
  const { body } = await asDeveloper('POST /api/segments', { key: 'staff', name: 'Staff' });
  const path = `/api/segments/${String(body['id'])}/members`;
  const add = (user: string) => asDeveloper(`PATCH ${path}`, { included: { add: [user] } });
  expect((await add('ada')).status).toBe(200);
  const environments = { production: { targeting: { segment: 'staff' } } };
  const { id } = await create('new-checkout', { environments });
  expect((await add('alan')).status).toBe(403);
  await ask(members.RELEASE_MANAGER, `PATCH /api/flags/${id}`, {
    environments: { production: { targeting: null } },
  });
  expect((await add('alan')).status).toBe(200);
});
