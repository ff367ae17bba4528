import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBrowser, type Browser } from '../testing/browser.ts';
import { codeAt, password, registerOwner, type Person } from '../testing/people.ts';
import { startControl } from '../testing/start-control.ts';

let control: Awaited<ReturnType<typeof startControl>>;
let nowMs: number;
let browser: Browser;
let owner: Person;

beforeEach(async () => {
  nowMs = Date.now();
  control = await startControl({ now: () => nowMs });
  browser = createBrowser(control.url);
  owner = await registerOwner(browser, nowMs);
});
afterEach(() => control.close());

const renew = (code: string) => browser.post('/api/auth/recovery-codes', { code });

async function statusOfUse(recoveryCode: string): Promise<number> {
  const from = createBrowser(control.url);
  const { body } = await from.post('/api/auth/login', { email: owner.email, password });
  const proof = { login_token: body['login_token'], recovery_code: recoveryCode };
  return (await from.post('/api/auth/totp/verify', proof)).status;
}

test('ten new codes take the place of the old ones, which are void', async () => {
  nowMs += 30_000;
  const { status, body, headers } = await renew(codeAt(owner.secret, nowMs));
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  const codes = body['recovery_codes'] as string[];
  expect(new Set([...codes, ...owner.recoveryCodes]).size).toBe(20);
  expect(await statusOfUse(owner.recoveryCodes[0]!)).toBe(401);
  expect(await statusOfUse(codes[0]!)).toBe(200);
  expect(await statusOfUse(codes[0]!)).toBe(401);
});

test('a wrong code is 403, and the old ones go on', async () => {
  const { status, body } = await renew('000000');
  expect([status, body['error']]).toEqual([403, 'forbidden']);
  expect(await statusOfUse(owner.recoveryCodes[0]!)).toBe(200);
});

test('a code that was taken before is 403', async () => {
  expect((await renew(codeAt(owner.secret, nowMs))).status).toBe(403);
});

test('a recovery code makes no others', async () => {
  expect((await renew(owner.recoveryCodes[0]!)).status).toBe(403);
});
