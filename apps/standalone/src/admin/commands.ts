import type { Command } from './command.ts';
import { createUser } from './commands/create-user.ts';
import { listUsers } from './commands/list-users.ts';
import { logOut } from './commands/log-out.ts';
import { resetPassword } from './commands/reset-password.ts';
import { resetTotp } from './commands/reset-totp.ts';
import { rotateSigningKey } from './commands/rotate-signing-key.ts';
import { setUpLink } from './commands/set-up-link.ts';
import { setUp } from './commands/set-up.ts';

export const commands: readonly Command[] = [
  setUp,
  setUpLink,
  listUsers,
  createUser,
  resetPassword,
  resetTotp,
  logOut,
  rotateSigningKey,
];
