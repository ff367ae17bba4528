import { totpQrText, totpUri } from '@halyard/auth';
import { confirmTotp, offerTotpSecret, registerUser } from '@halyard/domain/accounts';

import { AdminError } from '../admin-error.ts';
import type { Admin, Command } from '../command.ts';
import { createSetUpToken } from '../create-set-up-token.ts';
import { askForAccount } from '../terminal/ask-for-account.ts';
import { createTerminal, type Terminal } from '../terminal/create-terminal.ts';

export const setUp: Command<never, never> = {
  name: 'set-up',
  summary: 'makes the first account here, for servers without a browser',
  async run(admin) {
    if (!admin.input.isTTY) {
      throw new AdminError('set-up asks for a password, which only a terminal can hide.');
    }
    const token = await createSetUpToken(admin.ctx);
    const terminal = createTerminal(admin);
    try {
      await makeOwner(admin, terminal, token);
    } finally {
      terminal.close();
    }
  },
};

async function makeOwner(admin: Admin, terminal: Terminal, token: string): Promise<void> {
  const { ctx, print } = admin;
  const given = await askForAccount(admin, terminal);
  const user = await registerUser(ctx, { ...given, set_up_token: token, allowsSignup: false });
  print(`Made the account of ${user.email}, an owner. Scan this with an authenticator:`);
  const secret = await offerTotpSecret(ctx, user.id);
  print(await totpQrText(totpUri({ secret, email: user.email, issuer: 'Halyard' })));
  print(`Or type this secret into it: ${secret}`);
  const codes = await askForCode(admin, terminal, user.id);
  print('Set up the second factor. Ten recovery codes, each of which logs in once without it:');
  for (const code of codes) print(`  ${code}`);
  print('Keep them in a safe place: nothing shows them again.');
}

/** Until one is right. Who leaves before that sets the second factor up at the first login. */
async function askForCode(
  { ctx, print }: Admin,
  terminal: Terminal,
  userId: string,
): Promise<string[]> {
  for (;;) {
    const code = (await terminal.ask('Code that it shows: ')).trim();
    const codes = await confirmTotp(ctx, { userId, code });
    if (codes) return codes;
    print('This code is not right; wait for the next one.');
  }
}
