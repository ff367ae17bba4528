import { describe, expect, test } from 'vitest';

import { createBrowser } from '../testing/browser.ts';
import { codeAt, password } from '../testing/people.ts';
import { useOwner } from '../testing/use-owner.ts';

const site = useOwner();

/** Later by one code of the authenticator. */
function nextCode(): string {
  site.nowMs += 30_000;
  return codeAt(site.owner.secret, site.nowMs);
}

const logIn = (more: object = {}, from = createBrowser(site.control.url)) =>
  from.post('/api/auth/login', { email: site.owner.email, password, ...more });

describe('the first user', () => {
  test('is an owner, logged in once the second factor is set up', async () => {
    const { status, body } = await site.browser.get('/api/auth/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { email: site.owner.email },
      organization: { role: 'OWNER' },
    });
    expect(site.owner.recoveryCodes).toHaveLength(10);
  });

  test('is the only one who may register', async () => {
    const other = { email: 'other@example.com', password };
    const { status, body } = await site.browser.post('/api/auth/register', other);
    expect([status, body['error']]).toEqual([403, 'forbidden']);
  });
});

describe('logging in', () => {
  test('takes one step with the code', async () => {
    const { status, body, headers } = await logIn({ code: nextCode() });
    expect([status, body['status']]).toEqual([200, 'logged_in']);
    expect(headers.getSetCookie()[0]).toMatch(
      /^halyard_refresh=[^;]+; Max-Age=2592000; Path=\/api\/auth; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  test('takes two without', async () => {
    const first = await logIn();
    expect(first.body).toEqual({
      status: 'totp_required',
      login_token: expect.any(String) as string,
    });
    const second = await site.browser.post('/api/auth/totp/verify', {
      login_token: first.body['login_token'],
      code: nextCode(),
    });
    expect([second.status, second.body['status']]).toEqual([200, 'logged_in']);
  });

  test('a recovery code does instead of an authenticator, once', async () => {
    const use = async () => {
      const { body } = await logIn();
      return site.browser.post('/api/auth/totp/verify', {
        login_token: body['login_token'],
        recovery_code: site.owner.recoveryCodes[0]!.toUpperCase(),
      });
    };
    expect((await use()).status).toBe(200);
    expect((await use()).status).toBe(401);
  });

  test('a code serves once', async () => {
    const code = nextCode();
    expect((await logIn({ code })).status).toBe(200);
    expect((await logIn({ code })).status).toBe(401);
  });

  test('one code given to two nodes at once lets one in', async () => {
    const other = createBrowser(await site.control.startNode());
    const code = nextCode();
    const answers = await Promise.all([logIn({ code }), logIn({ code }, other)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 401]));
  });

  test('an unknown account and a wrong password are answered alike', async () => {
    const wrong = await logIn({ password: 'not this one' });
    const unknown = await logIn({ email: 'nobody@example.com' });
    const { request_id: _, ...said } = wrong.body;
    expect(said).toEqual({ error: 'unauthorized', message: expect.any(String) as string });
    expect(unknown.body).toEqual({ ...said, request_id: expect.any(String) as string });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
  });

  test('a password alone opens nothing', async () => {
    const { body } = await logIn();
    const from = createBrowser(site.control.url);
    from.useToken(body['login_token'] as string);
    expect((await from.get('/api/auth/me')).status).toBe(401);
  });

  test('a failure is in the audit of the organizations it concerns', async () => {
    await logIn({ password: 'not this one' });
    await expect
      .poll(() => site.control.database.auditEntry.findFirst({ where: { action: 'login_failed' } }))
      .toMatchObject({ entityType: 'member' });
  });
});
