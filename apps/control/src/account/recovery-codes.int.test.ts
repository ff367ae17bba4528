import { expect, test } from 'vitest';

import { createBrowser } from '../testing/browser.ts';
import { codeAt, password } from '../testing/people.ts';
import { useOwner } from '../testing/use-owner.ts';

const site = useOwner();

const renew = (code: string) => site.browser.post('/api/auth/recovery-codes', { code });

async function statusOfUse(recoveryCode: string): Promise<number> {
  const from = createBrowser(site.control.url);
  const { body } = await from.post('/api/auth/login', { email: site.owner.email, password });
  const proof = { login_token: body['login_token'], recovery_code: recoveryCode };
  return (await from.post('/api/auth/totp/verify', proof)).status;
}

test('ten new codes take the place of the old ones, which are void', async () => {
  site.nowMs += 30_000;
  const { status, body, headers } = await renew(codeAt(site.owner.secret, site.nowMs));
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  const codes = body['recovery_codes'] as string[];
  expect(new Set([...codes, ...site.owner.recoveryCodes]).size).toBe(20);
  expect(await statusOfUse(site.owner.recoveryCodes[0]!)).toBe(401);
  expect(await statusOfUse(codes[0]!)).toBe(200);
  expect(await statusOfUse(codes[0]!)).toBe(401);
});

test('a wrong code is 403, and the old ones go on', async () => {
  const { status, body } = await renew('000000');
  expect([status, body['error']]).toEqual([403, 'forbidden']);
  expect(await statusOfUse(site.owner.recoveryCodes[0]!)).toBe(200);
});

test('a code that was taken before is 403', async () => {
  expect((await renew(codeAt(site.owner.secret, site.nowMs))).status).toBe(403);
});

test('a recovery code makes no others', async () => {
  expect((await renew(site.owner.recoveryCodes[0]!)).status).toBe(403);
});
