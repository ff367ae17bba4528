import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createBrowser, type Browser } from '../testing/browser.ts';
import { makeLink } from '../testing/make-link.ts';
import { makeOrganization } from '../testing/make-organization.ts';
import { password, registerOwner, type Person } from '../testing/people.ts';
import { startControl } from '../testing/start-control.ts';

const invited = 'invited@example.com';

let control: Awaited<ReturnType<typeof startControl>>;
let browser: Browser;
let owner: Person;
let organizationId: string;

beforeEach(async () => {
  control = await startControl();
  browser = createBrowser(control.url);
  owner = await registerOwner(browser);
  const { body } = await browser.get('/api/auth/me');
  organizationId = (body['organization'] as { id: string }).id;
});
afterEach(() => control.close());

const invite = (more: object = {}) =>
  makeLink(control.database, {
    kind: 'invitation',
    email: invited,
    organizationId,
    role: 'DEVELOPER',
    ...more,
  });

const accept = (token: string, more: object = {}) =>
  createBrowser(control.url).post('/api/auth/invitations/accept', { token, ...more });

const rolesOf = async (email: string) =>
  (await control.database.membership.findMany({ where: { user: { email } } })).map(
    ({ role }) => role,
  );

describe('an invitation', () => {
  test('makes an account for who has none, who goes on with the second factor', async () => {
    const { status, body } = await accept(await invite(), { password, name: 'Ada' });
    expect([status, body['status']]).toEqual([201, 'enrolment_required']);
    expect(await rolesOf(invited)).toEqual(['DEVELOPER']);
    const enrolment = { enrolment_token: body['enrolment_token'] };
    expect((await createBrowser(control.url).post('/api/auth/totp/enrol', enrolment)).status).toBe(
      200,
    );
  });

  test('without a password names it where there is no account, and can be used again', async () => {
    const token = await invite();
    const { status, body } = await accept(token);
    expect(status).toBe(400);
    expect(body['details']).toMatchObject([{ field: 'password' }]);
    expect((await accept(token, { password })).status).toBe(201);
  });

  test('has who has an account join, whose password stays as it was', async () => {
    const otherId = await makeOrganization(control.options, 'Other');
    const token = await invite({ email: owner.email, organizationId: otherId });
    const { status, body } = await accept(token, { password: 'somebody else’s' });
    expect([status, body]).toEqual([
      200,
      { status: 'joined', organization: { id: otherId, name: 'Other', role: 'DEVELOPER' } },
    ]);
    const login = { email: owner.email, password };
    expect((await browser.post('/api/auth/login', login)).status).toBe(200);
  });

  test('serves once', async () => {
    const token = await invite();
    await accept(token, { password });
    expect((await accept(token, { password })).status).toBe(400);
    expect(await rolesOf(invited)).toEqual(['DEVELOPER']);
  });

  test('that two accept at once is accepted once', async () => {
    const token = await invite();
    const answers = await Promise.all([accept(token, { password }), accept(token, { password })]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 400]);
    expect(await rolesOf(invited)).toEqual(['DEVELOPER']);
  });

  test('that has expired lets nobody in', async () => {
    const token = await invite({ expiresAt: new Date(Date.now() - 1) });
    expect((await accept(token, { password })).status).toBe(400);
    expect(await rolesOf(invited)).toEqual([]);
  });

  test('is no set-up link', async () => {
    const given = { email: invited, password, set_up_token: await invite() };
    expect((await browser.post('/api/auth/register', given)).status).toBe(400);
  });
});
