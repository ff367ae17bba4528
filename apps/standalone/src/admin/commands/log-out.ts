import { revokeSessions } from '@halyard/domain/accounts';

import type { Command } from '../command.ts';
import { getUserOrThrow } from '../get-user-or-throw.ts';

export const logOut: Command<'email', never> = {
  name: 'log-out',
  summary: 'ends all sessions of somebody',
  required: { email: '<address>' },
  async run(admin, given) {
    const { id, email } = await getUserOrThrow(admin, given.email);
    await revokeSessions(admin.ctx, id);
    admin.print(
      `Ended all sessions of ${email}; access tokens they hold last ten minutes at most.`,
    );
  },
};
