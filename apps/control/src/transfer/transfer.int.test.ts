import { expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();

const application = () => organization.at(`/applications/${organization.applicationId}`);

type Role = 'VIEWER' | 'DEVELOPER' | 'RELEASE_MANAGER' | 'ADMIN';

const ask = (role: Role, request: string, body?: object) =>
  organization.ask(organization.members[role], request, body);

const exportAs = (role: Role) => ask(role, `GET ${application()}/export`);

const importAs = (role: Role, body: object, query = '') =>
  ask(role, `POST ${application()}/import${query}`, body);

const rules = [{ id: 'r', when: { percent: 5 }, serve: { enabled: true } }];

const createFlag = (key: string, production: object) =>
  ask('ADMIN', 'POST /api/flags', {
    key,
    name: key,
    application_id: organization.applicationId,
    environments: { production },
  });

test('what one organization exports another imports, once', async () => {
  await createFlag('a', { enabled: true, rules });
  const { body: document } = await exportAs('VIEWER');
  expect(document).toMatchObject({
    format: 'halyard-export',
    format_version: 1,
    application: { name: 'Shop' },
    flags: [{ key: 'a', environments: { production: { rules } } }],
  });
  Object.assign(organization, await organization.createOther());
  const rehearsed = await importAs('RELEASE_MANAGER', document, '?dry_run=true');
  expect((await exportAs('VIEWER')).body['flags']).toEqual([]);
  const done = await importAs('RELEASE_MANAGER', document);
  expect(done).toMatchObject({ status: 200, body: { dry_run: false } });
  expect(rehearsed.body).toEqual({ ...done.body, dry_run: true });
  const again = await importAs('RELEASE_MANAGER', document);
  expect(again.body['flags']).toMatchObject([{ action: 'unchanged' }]);
  const { exported_at: _, ...exported } = (await exportAs('VIEWER')).body;
  expect({ ...exported, exported_at: document['exported_at'] }).toEqual(document);
});

test('an import is refused to members whose role does not allow it, and where it is no export', async () => {
  const { body: document } = await exportAs('VIEWER');
  expect((await importAs('DEVELOPER', document)).status).toBe(403);
  const refused = await importAs('ADMIN', { ...document, format: 'another' }, '?dry_run=true');
  expect(refused).toMatchObject({ status: 400, body: { details: [{ field: 'format' }] } });
  const unasked = await importAs('ADMIN', document, '?dry_run=perhaps');
  expect(unasked).toMatchObject({ status: 400, body: { details: [{ field: 'dry_run' }] } });
});

test('an import that would open a flag to everyone is a conflict until it is confirmed', async () => {
  await createFlag('a', { enabled: true });
  const { body: document } = await exportAs('VIEWER');
  Object.assign(organization, await organization.createOther());
  await createFlag('a', { enabled: true, rules });
  expect((await importAs('RELEASE_MANAGER', document)).body['error']).toBe(
    'would_open_to_everyone',
  );
  const confirmed = await importAs('RELEASE_MANAGER', document, '?confirm=true');
  expect(confirmed.body['flags']).toMatchObject([{ action: 'updated' }]);
});

test('neither is there for an application that there is not', async () => {
  const { body: document } = await exportAs('VIEWER');
  const unknown = organization.at(`/applications/${crypto.randomUUID()}`);
  expect((await ask('ADMIN', `GET ${unknown}/export`)).status).toBe(404);
  expect((await ask('ADMIN', `POST ${unknown}/import`, document)).status).toBe(404);
});
