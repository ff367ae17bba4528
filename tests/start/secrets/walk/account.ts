import { expectStatus, newCode, newPassword, type Account, type Walk } from './identity.ts';
import type { Visitor } from './visitor.ts';

/** What people do with their own accounts while they are logged in. */
export async function changeAccount(
  walk: Walk,
  browser: Visitor,
  account: Account,
): Promise<Account> {
  const changed = newPassword(walk, 'changed');
  const change = (current: string) =>
    browser.post('/api/auth/password', { current_password: current, new_password: changed });
  expectStatus(await change(newPassword(walk, 'wrong')), 403);
  expectStatus(await change(account.password), 204);

  expectStatus(await browser.post('/api/auth/recovery-codes', { code: '000000' }), 403);
  await walk.passTime();
  const code = newCode(walk, account.secret);
  expectStatus(await browser.post('/api/auth/recovery-codes', { code }), 200);

  const email = `new-${account.email}`;
  const asked = { password: changed, new_email: email };
  expectStatus(await browser.post('/api/auth/email', asked), 202);
  const token = await walk.readMailedToken({ to: email, page: 'confirm-email' });
  await useTwice(browser, '/api/auth/email/confirm', { token });
  return { ...account, email, password: changed };
}

/** Chooses a new password by a mailed link. */
export async function resetPassword(walk: Walk, account: Account): Promise<Account> {
  const { email } = account;
  const browser = walk.openBrowser();
  const password = newPassword(walk, 'reset');
  expectStatus(await browser.post('/api/auth/password-reset', { email: 'no@example.com' }), 202);
  expectStatus(await browser.post('/api/auth/password-reset', { email }), 202);
  const token = await walk.readMailedToken({ to: email, page: 'reset-password' });
  await useTwice(browser, '/api/auth/password-reset/confirm', { token, new_password: password });
  return { ...account, password };
}

async function useTwice(browser: Visitor, path: string, body: Record<string, string>) {
  expectStatus(await browser.post(path, body), 204);
  expectStatus(await browser.post(path, body), 400);
}

/** Accepts an invitation, acts there, and leaves. */
export async function joinAndSwitch(
  browser: Visitor,
  { token, organizationId }: { token: string; organizationId: string },
): Promise<void> {
  expectStatus(await browser.post('/api/auth/invitations/accept', { token }), 200);
  const there = { organization_id: organizationId };
  expectStatus(await browser.post('/api/auth/switch-organization', there), 200);
  expectStatus(await browser.post('/api/auth/logout-everywhere'), 204);
}
