import { totpCode, totpStepAt } from '@halyard/auth';

import type { Browser } from './browser.ts';

export const password = 'correct horse battery';

/** The code that an authenticator shows at a time (Unix, milliseconds). */
export const codeAt = (secret: string, nowMs: number): string =>
  totpCode(secret, totpStepAt(nowMs));

export interface Person {
  email: string;
  secret: string;
  recoveryCodes: string[];
}

/** Sets a second factor up with the ticket that an account was answered with; then they are logged in. */
export async function enrol(
  browser: Browser,
  { email, ticket, nowMs = Date.now() }: { email: string; ticket: unknown; nowMs?: number },
): Promise<Person> {
  const enrolment = await browser.post('/api/auth/totp/enrol', { enrolment_token: ticket });
  const secret = enrolment.body['secret'] as string;
  const confirmed = await browser.post('/api/auth/totp/confirm', {
    enrolment_token: ticket,
    code: codeAt(secret, nowMs),
  });
  return { email, secret, recoveryCodes: confirmed.body['recovery_codes'] as string[] };
}

/** Registers the first user, who owns an organization from then on. */
export async function registerOwner(browser: Browser, nowMs?: number): Promise<Person> {
  const email = 'owner@example.com';
  const made = await browser.post('/api/auth/register', { email, password });
  const ticket = made.body['enrolment_token'];
  return enrol(browser, { email, ticket, ...(nowMs !== undefined && { nowMs }) });
}
