import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBrowser, type Browser } from '../testing/browser.ts';
import { makeLink } from '../testing/make-link.ts';
import { password, registerOwner } from '../testing/people.ts';
import { startControl } from '../testing/start-control.ts';

let control: Awaited<ReturnType<typeof startControl>>;
let browser: Browser;

beforeEach(async () => {
  control = await startControl({ allowsSignup: true });
  browser = createBrowser(control.url);
  await registerOwner(browser);
});
afterEach(() => control.close());

const switchTo = (id: string) =>
  browser.post('/api/auth/switch-organization', { organization_id: id });

const roleNow = async () => {
  const { body } = await browser.get('/api/auth/me');
  return (body['organization'] as { role: string }).role;
};

/** The organization of somebody else. */
async function makeOther(): Promise<string> {
  const email = 'other@example.com';
  await createBrowser(control.url).post('/api/auth/register', { email, password });
  const where = { user: { email } };
  return (await control.database.membership.findFirstOrThrow({ where })).organizationId;
}

test('a session acts in another organization of its user, and goes on there', async () => {
  const organizationId = await makeOther();
  const link = { kind: 'invitation', email: 'owner@example.com', organizationId } as const;
  const token = await makeLink(control.database, { ...link, role: 'VIEWER' });
  await browser.post('/api/auth/invitations/accept', { token });
  expect(await roleNow()).toBe('OWNER');
  const { status, body } = await switchTo(organizationId);
  expect([status, body['organization']]).toMatchObject([200, { id: organizationId }]);
  expect(await roleNow()).toBe('VIEWER');
  await browser.post('/api/auth/refresh');
  expect(await roleNow()).toBe('VIEWER');
});

test('an organization of others is 404, like one that is not', async () => {
  const answers = [await switchTo(await makeOther()), await switchTo(crypto.randomUUID())];
  expect(answers.map(({ status, body }) => [status, body['error']])).toEqual([
    [404, 'not_found'],
    [404, 'not_found'],
  ]);
  expect(await roleNow()).toBe('OWNER');
});

test('what is no id is 400', async () => {
  expect((await switchTo('x')).status).toBe(400);
});
