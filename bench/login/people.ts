import { setTimeout as wait } from 'node:timers/promises';

import { totpCode, totpStepAt } from '@halyard/auth';

import type { Answer, Client } from './client.ts';

const password = 'correct horse battery staple';
export const wrongPassword = 'wrong horse battery staple';

const address = '192.0.2.1';

/** Somebody with a second factor. */
export interface Person {
  email: string;
  /** Resolves once there is a code that was not used. */
  expectNewCode(): Promise<void>;
  logIn(): Promise<Answer>;
}

/** Makes an account; gives the ticket to set the second factor up with. */
export async function register(client: Client, email: string): Promise<string> {
  const { status, body } = await client.post('/api/auth/register', { email, password }, address);
  if (status !== 201) throw new Error(`Registering was answered ${status}`);
  return body['enrolment_token'] as string;
}

export async function registerPerson(client: Client, email: string): Promise<Person> {
  const ticket = { enrolment_token: await register(client, email) };
  const { body } = await client.post('/api/auth/totp/enrol', ticket, address);
  const secret = body['secret'] as string;
  let lastStep = -1;

  function useCode(): string {
    lastStep = totpStepAt(Date.now());
    return totpCode(secret, lastStep);
  }

  const code = useCode();
  const { status } = await client.post('/api/auth/totp/confirm', { ...ticket, code }, address);
  if (status !== 200) throw new Error(`The second factor was answered ${status}`);
  return {
    email,
    async expectNewCode() {
      while (totpStepAt(Date.now()) <= lastStep) await wait(100);
    },
    logIn: () => client.post('/api/auth/login', { email, password, code: useCode() }, address),
  };
}
