import { describe, expect, test } from 'vitest';

import { createBrowser, type Browser } from '../testing/browser.ts';
import { codeAt, password } from '../testing/people.ts';
import { useOwner } from '../testing/use-owner.ts';

const newPassword = 'another horse battery';

const site = useOwner();

const begin = (given: string, more: object = {}) =>
  createBrowser(site.control.url).post('/api/auth/login', {
    email: site.owner.email,
    password: given,
    ...more,
  });

async function logInElsewhere(): Promise<Browser> {
  site.nowMs += 30_000;
  const other = createBrowser(site.control.url);
  const { email, secret } = site.owner;
  await other.post('/api/auth/login', { email, password, code: codeAt(secret, site.nowMs) });
  return other;
}

const statusOfRefresh = async (of: Browser) => (await of.post('/api/auth/refresh')).status;

describe('changing the password', () => {
  const change = (current = password, to = newPassword) =>
    site.browser.post('/api/auth/password', { current_password: current, new_password: to });

  test('ends all sessions but the one that asks, and tells the owner by mail', async () => {
    const other = await logInElsewhere();
    expect((await change()).status).toBe(204);
    expect(await statusOfRefresh(other)).toBe(401);
    expect(await statusOfRefresh(site.browser)).toBe(200);
    expect(site.control.mailbox.mails).toEqual([{ kind: 'passwordChanged', to: site.owner.email }]);
  });

  test('makes the new one the only one', async () => {
    await change();
    expect((await begin(password)).status).toBe(401);
    expect((await begin(newPassword)).body['status']).toBe('totp_required');
  });

  test('voids the tickets and links that the old one gave', async () => {
    const { body } = await begin(password);
    await site.browser.post('/api/auth/password-reset', { email: site.owner.email });
    const mails = () => site.control.mailbox.mails.filter(({ kind }) => kind === 'passwordReset');
    await expect.poll(mails).toHaveLength(1);
    await change();
    site.nowMs += 30_000;
    const verified = await site.browser.post('/api/auth/totp/verify', {
      login_token: body['login_token'],
      code: codeAt(site.owner.secret, site.nowMs),
    });
    expect(verified.status).toBe(401);
    const reset = { token: mails()[0]?.token, new_password: password };
    expect((await site.browser.post('/api/auth/password-reset/confirm', reset)).status).toBe(400);
  });

  test('needs the one before: else it is 403, and nothing ends', async () => {
    const other = await logInElsewhere();
    const { status, body } = await change('not this one');
    expect([status, body['error']]).toEqual([403, 'forbidden']);
    expect(await statusOfRefresh(other)).toBe(200);
    expect(site.control.mailbox.mails).toEqual([]);
  });

  test('names a new one that is too short, and does not show it', async () => {
    const { status, body } = await change(password, 'short one');
    expect(status).toBe(400);
    expect(body['details']).toMatchObject([{ field: 'new_password' }]);
    expect(JSON.stringify(body)).not.toContain('short one');
  });

  test('is for who is logged in', async () => {
    const given = { current_password: password, new_password: newPassword };
    const stranger = createBrowser(site.control.url);
    expect((await stranger.post('/api/auth/password', given)).status).toBe(401);
  });
});

describe('a forgotten password', () => {
  const confirm = (token: unknown) =>
    createBrowser(site.control.url).post('/api/auth/password-reset/confirm', {
      token,
      new_password: newPassword,
    });

  async function askForLink(): Promise<string> {
    const before = site.control.mailbox.mails.length;
    const asked = await createBrowser(site.control.url).post('/api/auth/password-reset', {
      email: site.owner.email.toUpperCase(),
    });
    expect(asked.status).toBe(202);
    await expect.poll(() => site.control.mailbox.mails.length).toBe(before + 1);
    return site.control.mailbox.mails.at(-1)!.token!;
  }

  test('is replaced by the mailed link, once', async () => {
    const token = await askForLink();
    expect((await confirm(token)).status).toBe(204);
    expect((await begin(newPassword)).status).toBe(200);
    const { status, body } = await confirm(token);
    expect(status).toBe(400);
    expect(body['details']).toMatchObject([{ field: 'token' }]);
    expect(site.control.mailbox.mails.at(-1)).toEqual({
      kind: 'passwordChanged',
      to: site.owner.email,
    });
  });

  test('ends all sessions, and does not log in: the second factor is asked for as before', async () => {
    await confirm(await askForLink());
    expect(await statusOfRefresh(site.browser)).toBe(401);
    expect((await begin(newPassword)).body['status']).toBe('totp_required');
    site.nowMs += 30_000;
    const { body } = await begin(newPassword, { code: codeAt(site.owner.secret, site.nowMs) });
    expect(body['status']).toBe('logged_in');
  });

  test('is not replaced after an hour', async () => {
    const token = await askForLink();
    site.nowMs += 3_600_000;
    expect((await confirm(token)).status).toBe(400);
    expect((await begin(password)).status).toBe(200);
  });

  test('has one link at a time: the latest', async () => {
    const first = await askForLink();
    const second = await askForLink();
    expect((await confirm(first)).status).toBe(400);
    expect((await confirm(second)).status).toBe(204);
  });

  test('of nobody is answered the same, without a mail', async () => {
    const stranger = createBrowser(site.control.url);
    const asked = await stranger.post('/api/auth/password-reset', { email: 'no@example.com' });
    expect([asked.status, asked.body]).toEqual([202, {}]);
    await askForLink();
    expect(site.control.mailbox.mails.map(({ to }) => to)).toEqual([site.owner.email]);
  });

  test.each(['', 'x', 'a'.repeat(43)])(
    'is not replaced by a token that is none: %j',
    async (token) => {
      expect((await confirm(token)).status).toBe(400);
    },
  );
});
