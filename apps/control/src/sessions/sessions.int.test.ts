import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createBrowser, type Browser } from '../testing/browser.ts';
import { registerOwner } from '../testing/people.ts';
import { startControl } from '../testing/start-control.ts';

let control: Awaited<ReturnType<typeof startControl>>;
let browser: Browser;

beforeEach(async () => {
  control = await startControl();
  browser = createBrowser(control.url);
  await registerOwner(browser);
});
afterEach(() => control.close());

const refresh = (from = browser) => from.post('/api/auth/refresh');

/** As long after the last refresh as the database says. */
const passSeconds = (seconds: number) =>
  control.database.$executeRaw`
    UPDATE session SET rotated_at = rotated_at - ${seconds} * interval '1 second'`;

/** Another browser that came by the same cookie. */
function holderOf(cookie: string | undefined): Browser {
  const holder = createBrowser(control.url);
  holder.useCookie(cookie);
  return holder;
}

describe('a refresh token', () => {
  test('is replaced by each refresh, and gives a token that works', async () => {
    const before = browser.cookie();
    const { status, body } = await refresh();
    expect([status, body['status']]).toEqual([200, 'logged_in']);
    expect(browser.cookie()).not.toBe(before);
    expect((await browser.get('/api/auth/me')).status).toBe(200);
  });

  test('lets two tabs refresh at once: both go on, with the same successor', async () => {
    const tabs = [browser, holderOf(browser.cookie())];
    const answers = await Promise.all(tabs.map(refresh));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(tabs[0]!.cookie()).toBe(tabs[1]!.cookie());
    expect((await refresh(tabs[0])).status).toBe(200);
  });

  test('gives a tab that comes late the successor for ten seconds', async () => {
    const late = holderOf(browser.cookie());
    await refresh();
    await passSeconds(9);
    expect((await refresh(late)).status).toBe(200);
    expect(late.cookie()).toBe(browser.cookie());
  });

  test('that is used again after that ends the session, for the thief and the owner', async () => {
    const thief = holderOf(browser.cookie());
    await refresh();
    await passSeconds(11);
    expect((await refresh(thief)).status).toBe(401);
    expect((await refresh()).status).toBe(401);
  });

  test('two generations old ends the session at once', async () => {
    const thief = holderOf(browser.cookie());
    await refresh();
    await refresh();
    expect((await refresh(thief)).status).toBe(401);
    expect((await refresh()).status).toBe(401);
  });

  test.each(['', 'x', 'a.b.c', '../../..', '%00'])('that is none (%j) is 401', async (text) => {
    const { status, body } = await refresh(holderOf(`halyard_refresh=${text}`));
    expect([status, body['error']]).toEqual([401, 'unauthorized']);
  });

  test('is taken from no page of another origin', async () => {
    const evil = createBrowser(control.url, { origin: 'https://evil.example' });
    evil.useCookie(browser.cookie());
    expect((await refresh(evil)).status).toBe(403);
    expect((await refresh()).status).toBe(200);
  });
});

describe('a session', () => {
  test('ends with a logout, and takes its cookie along', async () => {
    const other = holderOf(browser.cookie());
    const { status, headers } = await browser.post('/api/auth/logout');
    expect(status).toBe(204);
    expect(headers.getSetCookie()[0]).toMatch(/^halyard_refresh=; Max-Age=0; /);
    expect((await refresh(other)).status).toBe(401);
  });

  test('is listed, and can be ended by its owner from elsewhere', async () => {
    const { body } = await browser.get('/api/auth/sessions');
    expect(body).toMatchObject({ total: 1, sessions: [{ is_current: true }] });
    const [{ id }] = body['sessions'] as [{ id: string }];
    expect((await browser.delete(`/api/auth/sessions/${id}`)).status).toBe(204);
    expect((await browser.delete(`/api/auth/sessions/${id}`)).status).toBe(404);
    expect((await refresh()).status).toBe(401);
  });

  test('ends everywhere by one request', async () => {
    expect((await browser.post('/api/auth/logout-everywhere')).status).toBe(204);
    expect((await refresh(holderOf(browser.cookie()))).status).toBe(401);
  });
});

describe('an access token', () => {
  test('of somebody who is no member any more opens nothing', async () => {
    await control.database.membership.deleteMany();
    expect((await browser.get('/api/auth/me')).status).toBe(401);
  });

  test('is verified by the published keys', async () => {
    const { body } = await browser.get('/.well-known/jwks.json');
    expect(body).toEqual({
      keys: [expect.objectContaining({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' })],
    });
    expect(JSON.stringify(body)).not.toContain('"d"');
  });
});
