import { totpCode, totpStepAt } from '@halyard/auth';

import type { SecretBook } from '../secret-book.ts';
import type { MailedLink } from './mailed-token.ts';
import type { Reply, Visitor } from './visitor.ts';

export interface Walk {
  book: SecretBook;
  /** A browser that nobody is logged in with. */
  openBrowser: () => Visitor;
  /** Has codes of an authenticator be taken once more, as if 30 s had passed. */
  passTime: () => Promise<unknown>;
  /** The token of the link that was logged last for somebody and a page. */
  readMailedToken: (link: MailedLink) => Promise<string>;
}

export interface Account {
  email: string;
  password: string;
  /** Of the authenticator. */
  secret: string;
  recoveryCodes: string[];
}

export const expectStatus = ({ status, body }: Reply, expected: number): void => {
  if (status !== expected) {
    throw new Error(`Answered ${status} (${String(body['message'])}), not ${expected}`);
  }
};

/** A password in which every character that is spelt in more than one way occurs. */
export const newPassword = ({ book }: Walk, name: string): string =>
  book.add('password', `${name}'s "pass\\word" <✻> ${crypto.randomUUID()}`);

export const newCode = ({ book }: Walk, secret: string): string =>
  book.add('code', totpCode(secret, totpStepAt(Date.now())));

/** Makes an account and sets its second factor up; the browser is logged in then. */
export async function register(
  walk: Walk,
  browser: Visitor,
  { name, setUpToken }: { name: string; setUpToken?: string },
): Promise<Account> {
  const email = `${name}@example.com`;
  const password = newPassword(walk, name);
  const registered = await browser.post('/api/auth/register', {
    email,
    password,
    ...(setUpToken !== undefined && { set_up_token: setUpToken }),
  });
  expectStatus(registered, 201);
  return enrol(walk, browser, { email, password, ticket: registered.body['enrolment_token'] });
}

async function enrol(
  walk: Walk,
  browser: Visitor,
  { email, password, ticket }: { email: string; password: string; ticket: unknown },
): Promise<Account> {
  const offer = await browser.post('/api/auth/totp/enrol', { enrolment_token: ticket });
  const secret = String(offer.body['secret']);
  const confirm = (code: string) =>
    browser.post('/api/auth/totp/confirm', { enrolment_token: ticket, code });
  expectStatus(await confirm('000000'), 401);
  const confirmed = await confirm(newCode(walk, secret));
  expectStatus(confirmed, 200);
  const recoveryCodes = confirmed.body['recovery_codes'] as string[];
  return { email, password, secret, recoveryCodes };
}

/** In two steps by a recovery code, then in one by the authenticator. */
export async function logIn(walk: Walk, account: Account): Promise<Visitor> {
  const { email, password, secret, recoveryCodes } = account;
  const browser = walk.openBrowser();
  const { body } = await browser.post('/api/auth/login', { email, password });
  const { login_token } = body;
  const recovery_code = recoveryCodes.pop();
  expectStatus(await browser.post('/api/auth/totp/verify', { login_token, recovery_code }), 200);
  await walk.passTime();
  const code = newCode(walk, secret);
  expectStatus(await browser.post('/api/auth/login', { email, password, code }), 200);
  return browser;
}

/** Each step with what is wrong or was used; few times, since each takes longer than the last. */
export async function failToLogIn(walk: Walk, account: Account): Promise<void> {
  const { email, password, secret } = account;
  const browser = walk.openBrowser();
  const fail = async (path: string, body: Record<string, unknown>) =>
    expectStatus(await browser.post(`/api/auth/${path}`, body), 401);
  await fail('login', { email, password: newPassword(walk, 'wrong') });
  await fail('login', { email: 'no@example.com', password });
  await walk.passTime();
  const code = newCode(walk, secret);
  expectStatus(await browser.post('/api/auth/login', { email, password, code }), 200);
  await fail('login', { email, password, code });
  const { body } = await browser.post('/api/auth/login', { email, password });
  const { login_token } = body;
  await fail('totp/verify', { login_token, recovery_code: 'aaaaa-bbbbb' });
  await fail('totp/verify', { login_token: `${String(login_token)}x`, code });
}

/** Refreshes, has a thief come late, and ends what is left. */
export async function useSessions(walk: Walk, account: Account): Promise<void> {
  const browser = await logIn(walk, account);
  const stolen = browser.cookie();
  expectStatus(await browser.post('/api/auth/refresh'), 200);
  expectStatus(await browser.get('/api/auth/me'), 200);
  expectStatus(await browser.get('/api/auth/sessions'), 200);
  expectStatus(await browser.post('/api/auth/refresh'), 200);
  const thief = walk.openBrowser();
  thief.useCookie(stolen);
  expectStatus(await thief.post('/api/auth/refresh'), 401);
  expectStatus(await browser.post('/api/auth/refresh'), 401);
  expectStatus(await browser.post('/api/auth/logout'), 204);
}
