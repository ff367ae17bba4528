import { afterEach, expect, test } from 'vitest';

import { createBrowser } from '../testing/browser.ts';
import { makeLink } from '../testing/make-link.ts';
import { makeOrganization } from '../testing/make-organization.ts';
import { password } from '../testing/people.ts';
import { startControl } from '../testing/start-control.ts';

let control: Awaited<ReturnType<typeof startControl>>;

afterEach(() => control.close());

const register = (email: string, more: object = {}) =>
  createBrowser(control.url).post('/api/auth/register', { email, password, ...more });

const memberships = () => control.database.membership.findMany({ include: { user: true } });

test('of several who register at once, one is the first user', async () => {
  control = await startControl();
  const emails = ['a', 'b', 'c'].map((name) => `${name}@example.com`);
  const answers = await Promise.all(emails.map((email) => register(email)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 403, 403]);
  expect(await memberships()).toHaveLength(1);
});

test('where sign-up is allowed everybody gets an organization of their own', async () => {
  control = await startControl({ allowsSignup: true });
  await register('a@example.com', { organization_name: 'A' });
  expect((await register('b@example.com', { organization_name: 'B' })).status).toBe(201);
  const organizations = await control.database.organization.findMany({ orderBy: { name: 'asc' } });
  expect(organizations.map(({ name }) => name)).toEqual(['A', 'B']);
  expect((await memberships()).map(({ role }) => role)).toEqual(['OWNER', 'OWNER']);
});

test('an address that has an account is 409', async () => {
  control = await startControl({ allowsSignup: true });
  await register('a@example.com');
  const { status, body } = await register('A@Example.com');
  expect([status, body['error']]).toEqual([409, 'conflict']);
});

test('a set-up link makes its holder an owner of its organization, once', async () => {
  control = await startControl();
  const id = await makeOrganization(control.options, 'Acme');
  const token = await makeLink(control.database, { kind: 'set_up', organizationId: id });
  expect((await register('a@example.com', { set_up_token: token })).status).toBe(201);
  expect(await memberships()).toMatchObject([
    { organizationId: id, role: 'OWNER', user: { email: 'a@example.com' } },
  ]);
  expect((await register('b@example.com', { set_up_token: token })).status).toBe(400);
});

test('a set-up link that has expired makes nobody an owner', async () => {
  control = await startControl();
  const organizationId = await makeOrganization(control.options, 'Acme');
  const expiresAt = new Date(Date.now() - 1);
  const token = await makeLink(control.database, { kind: 'set_up', organizationId, expiresAt });
  expect((await register('a@example.com', { set_up_token: token })).status).toBe(400);
  expect(await memberships()).toEqual([]);
});
