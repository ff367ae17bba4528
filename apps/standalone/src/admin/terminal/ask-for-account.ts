import { AppError, EmailAddress, NewPassword, parseInput, PersonName } from '@halyard/contracts';
import { z } from 'zod';

import type { Admin } from '../command.ts';
import type { Terminal } from './create-terminal.ts';

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

/** Asks for what makes an account, each thing until it can be used. */
export async function askForAccount(
  { print }: Pick<Admin, 'print'>,
  { ask, askSecret }: Terminal,
): Promise<NewAccount> {
  const name = await askUntilGood(print, () => ask('Name: '), 'name', PersonName);
  const email = await askUntilGood(print, () => ask('E-mail address: '), 'email', EmailAddress);
  for (;;) {
    const askPassword = () => askSecret('Password, at least 12 characters: ');
    const password = await askUntilGood(print, askPassword, 'password', NewPassword);
    if ((await askSecret('The same again: ')) === password) return { name, email, password };
    print('These were two different passwords.');
  }
}

async function askUntilGood(
  print: Admin['print'],
  ask: () => Promise<string>,
  field: string,
  schema: z.ZodType<string>,
): Promise<string> {
  for (;;) {
    const given = await ask();
    try {
      return parseInput(z.object({ [field]: schema }), { [field]: given })[field]!;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      print(error.message);
    }
  }
}
