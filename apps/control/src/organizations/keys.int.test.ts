import { hashApiKey } from '@halyard/auth';
import { expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();
const { at } = organization;
const keys = (path = '') => at(`/applications/${organization.applicationId}/keys${path}`);
const asAdmin = (request: string, body?: object) =>
  organization.ask(organization.members.ADMIN, request, body);

interface Key {
  id: string;
  expires_at?: string;
}

const create = async (given: object = {}) => {
  const { body } = await asAdmin(`POST ${keys()}`, { kind: 'sdk', name: 'Web', ...given });
  return body as unknown as { key: Key; secret: string };
};

test('a key is shown once, and then never again', async () => {
  const expires_at = '2040-01-01T00:00:00+01:00';
  const given = { environment: 'staging', tag: 'shop', daily_budget: 5, expires_at };
  const { key, secret } = await create(given);
  expect(secret).toMatch(/^sdk_shop_/);
  expect(key).toMatchObject({
    environment: 'staging',
    daily_budget: 5,
    trusted: false,
    created_by: organization.members.ADMIN.userId,
    expires_at: '2039-12-31T23:00:00.000Z',
  });
  const { body } = await asAdmin(`GET ${keys()}`);
  expect(body).toEqual({ keys: [key], total: 1 });
  const text = JSON.stringify(body);
  const hash = Buffer.from(hashApiKey(secret));
  for (const hidden of [secret, hash.toString('hex'), hash.toString('base64')]) {
    expect(text).not.toContain(hidden);
  }
});

test.each([
  [{ kind: 'admin' }, 'kind'],
  [{ name: '' }, 'name'],
  [{ tag: 'a b' }, 'tag'],
  [{ environment: 'nowhere' }, 'environment'],
  [{ expires_at: 'tomorrow' }, 'expires_at'],
  [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  [{ kind: 'server', daily_budget: 5 }, 'daily_budget'],
  [{ hash: 'x' }, 'hash'],
])('a key with %j is refused', async (given, field) => {
  const refused = await asAdmin(`POST ${keys()}`, { kind: 'sdk', name: 'Web', ...given });
  expect(refused).toMatchObject({ status: 400, body: { details: [{ field }] } });
});

test('a key is rotated: both hold for as long as it is said', async () => {
  const { key: old } = await create();
  const rotate = `POST ${keys(`/${old.id}/rotate`)}`;
  const { status, body } = await asAdmin(rotate, { overlap_seconds: 3_600 });
  expect([status, (body['key'] as Key).id !== old.id]).toEqual([201, true]);
  expect(body['secret']).toMatch(/^sdk_halyard_/);
  const listed = (await asAdmin(`GET ${keys()}`)).body['keys'] as Key[];
  const expiry = Date.parse(listed.find(({ id }) => id === old.id)!.expires_at!);
  expect(expiry).toBeGreaterThan(Date.now());
  expect(expiry).toBeLessThanOrEqual(Date.now() + 3_600_000);
  for (const overlap_seconds of [-1, 0.5, 31 * 86_400, 'a day']) {
    const refused = await asAdmin(rotate, { overlap_seconds });
    expect(refused).toMatchObject({
      status: 400,
      body: { details: [{ field: 'overlap_seconds' }] },
    });
  }
});

test('a revoked key is listed as such, and cannot be rotated', async () => {
  const { key } = await create();
  expect(await asAdmin(`DELETE ${keys(`/${key.id}`)}`)).toMatchObject({ status: 204 });
  expect((await asAdmin(`GET ${keys()}`)).body).toMatchObject({
    keys: [{ id: key.id, revoked_at: expect.any(String) as string }],
  });
  expect(await asAdmin(`POST ${keys(`/${key.id}/rotate`)}`, {})).toMatchObject({ status: 409 });
});

test('a key of another application is not found', async () => {
  const { key } = await create();
  const { body } = await asAdmin(`POST ${at('/applications')}`, { name: 'Other' });
  for (const path of [`${String(body['id'])}/keys/${key.id}`, `x/keys/${key.id}`]) {
    const elsewhere = at(`/applications/${path}`);
    expect(await asAdmin(`DELETE ${elsewhere}`)).toMatchObject({ status: 404 });
    expect(await asAdmin(`POST ${elsewhere}/rotate`, {})).toMatchObject({ status: 404 });
  }
  expect(await asAdmin(`DELETE ${keys('/x')}`)).toMatchObject({ status: 404 });
});
