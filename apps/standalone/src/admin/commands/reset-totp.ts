import { resetTotp as reset } from '@halyard/domain/accounts';

import type { Command } from '../command.ts';
import { getUserOrThrow } from '../get-user-or-throw.ts';

export const resetTotp: Command<'email', never> = {
  name: 'reset-totp',
  summary: 'for a lost authenticator: the next login sets up another; ends all sessions',
  required: { email: '<address>' },
  async run(admin, given) {
    const { email } = await getUserOrThrow(admin, given.email);
    await reset(admin.ctx, { email });
    admin.print(`Removed the second factor of ${email} and ended all their sessions.`);
  },
};
