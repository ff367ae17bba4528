import { expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();

const rules = [{ id: 'r', when: { percent: 5 }, serve: { enabled: true } }];
const staging = { enabled: true, rules };

async function create(key: string, environments: object): Promise<string> {
  const { applicationId: application_id, members } = organization;
  const flag = { key, name: key, application_id, environments };
  return (await organization.ask(members.OWNER, 'POST /api/flags', flag)).body['id'] as string;
}

const askFor = (path: string, body: object, role: 'RELEASE_MANAGER' | 'VIEWER') =>
  organization.ask(organization.members[role], `POST ${path}`, body);

const ofFlag = (
  name: string,
  body: object,
  role: 'RELEASE_MANAGER' | 'VIEWER' = 'RELEASE_MANAGER',
) => askFor(`/api/flags/${name}/environments/production/copy`, body, role);

const ofAll = (
  body: object,
  role: 'RELEASE_MANAGER' | 'VIEWER' = 'RELEASE_MANAGER',
  to = 'production',
) =>
  askFor(
    organization.at(`/applications/${organization.applicationId}/environments/${to}/copy`),
    body,
    role,
  );

const from = 'staging';

test('an environment of a flag is copied to another, switch and all where that is said', async () => {
  await create('a', { staging });
  const kept = await ofFlag('a', { from, expected_version: 1 });
  expect(kept).toMatchObject({
    status: 200,
    body: { version: 2, environments: { production: { enabled: false, rules } } },
  });
  const copied = await ofFlag('a', { from, copy_enabled: true });
  expect(copied.body).toMatchObject({ version: 3, environments: { production: staging } });
});

test('a copy is refused to members whose role does not allow it, from an old version, or without a source', async () => {
  await create('a', { staging });
  expect((await ofFlag('a', { from }, 'VIEWER')).status).toBe(403);
  expect((await ofFlag('a', { from, expected_version: 7 })).body['error']).toBe('version_conflict');
  expect((await ofFlag('a', { from: 'development' })).status).toBe(400);
  expect((await ofFlag('unknown', { from })).status).toBe(404);
  expect((await ofAll({ from }, 'VIEWER')).status).toBe(403);
  expect((await ofAll({ from: 'elsewhere' })).status).toBe(400);
  expect((await ofAll({ from }, 'RELEASE_MANAGER', 'elsewhere')).status).toBe(404);
});

test('an environment is copied for all flags that have it, and a dry run says so beforehand', async () => {
  await create('a', { staging });
  await create('b', { staging: { enabled: true }, production: { enabled: true, rules } });
  await create('c', { staging, production: { enabled: false, rules } });
  await create('d', { development: {} });
  const rehearsed = await ofAll({ from, dry_run: true });
  const done = await ofAll({ from });
  expect(done.body).toEqual({
    results: [
      { flag: 'a', status: 'changed', version: 2 },
      expect.objectContaining({ flag: 'b', status: 'failed', error: 'would_open_to_everyone' }),
      { flag: 'c', status: 'unchanged', version: 1 },
    ],
    changed: 1,
    unchanged: 1,
    failed: 1,
  });
  const withoutVersions = JSON.parse(
    JSON.stringify(done.body, (name, value: unknown) => (name === 'version' ? undefined : value)),
  ) as object;
  expect(rehearsed.body).toEqual(withoutVersions);
  const confirmed = await ofAll({ from, confirm: true });
  expect(confirmed.body).toMatchObject({ changed: 1, unchanged: 2 });
});
