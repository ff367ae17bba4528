import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBrowser, type Browser } from '../testing/browser.ts';
import { password, registerOwner } from '../testing/people.ts';
import { startControl } from '../testing/start-control.ts';

const newEmail = 'new@example.com';

let control: Awaited<ReturnType<typeof startControl>>;
let nowMs: number;
let browser: Browser;

beforeEach(async () => {
  nowMs = Date.now();
  control = await startControl({ now: () => nowMs, allowsSignup: true });
  browser = createBrowser(control.url);
  await registerOwner(browser, nowMs);
});
afterEach(() => control.close());

const ask = (more: object = {}) =>
  browser.post('/api/auth/email', { password, new_email: newEmail, ...more });

const confirm = (token: unknown) =>
  createBrowser(control.url).post('/api/auth/email/confirm', { token });

const mailedToken = () => control.mailbox.mails.at(-1)?.token;

const logIn = (email: string) =>
  createBrowser(control.url).post('/api/auth/login', { email, password });

test('an address changes by the link mailed to the new one, and the old one is told', async () => {
  expect((await ask()).status).toBe(202);
  expect((await logIn('owner@example.com')).status).toBe(200);
  const token = mailedToken();
  expect((await confirm(token)).status).toBe(204);
  expect(control.mailbox.mails).toMatchObject([
    { kind: 'emailChange', to: newEmail, token },
    { kind: 'emailChanged', to: 'owner@example.com', newEmail },
  ]);
  expect((await logIn(newEmail)).status).toBe(200);
  expect((await logIn('owner@example.com')).status).toBe(401);
  expect((await browser.get('/api/auth/me')).body).toMatchObject({ user: { email: newEmail } });
});

test('a link serves once', async () => {
  await ask();
  const token = mailedToken();
  await confirm(token);
  expect((await confirm(token)).status).toBe(400);
});

test('a link serves for a day', async () => {
  await ask();
  nowMs += 24 * 3_600_000;
  expect((await confirm(mailedToken())).status).toBe(400);
  expect((await logIn('owner@example.com')).status).toBe(200);
});

test('a second request voids the link of the first', async () => {
  await ask();
  const first = mailedToken();
  await ask({ new_email: 'other@example.com' });
  expect((await confirm(first)).status).toBe(400);
  expect((await confirm(mailedToken())).status).toBe(204);
});

test('an address that somebody has is 409, and who asks does not learn it', async () => {
  await createBrowser(control.url).post('/api/auth/register', { email: newEmail, password });
  expect((await ask()).status).toBe(202);
  const { status, body } = await confirm(mailedToken());
  expect([status, body['error']]).toEqual([409, 'conflict']);
  expect((await logIn('owner@example.com')).status).toBe(200);
});

test('it needs the password: else it is 403, and nobody gets a mail', async () => {
  const { status, body } = await ask({ password: 'not this one' });
  expect([status, body['error']]).toEqual([403, 'forbidden']);
  expect(control.mailbox.mails).toEqual([]);
});

test('what is no address is named', async () => {
  const { status, body } = await ask({ new_email: 'nowhere' });
  expect(status).toBe(400);
  expect(body['details']).toMatchObject([{ field: 'new_email' }]);
});
