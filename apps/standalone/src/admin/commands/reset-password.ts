import { oneTimeLink } from '@halyard/control';
import { requestPasswordReset } from '@halyard/domain/accounts';

import type { Command } from '../command.ts';
import { getUserOrThrow } from '../get-user-or-throw.ts';

export const resetPassword: Command<'email', never> = {
  name: 'reset-password',
  summary: 'prints a link, good for an hour, by which somebody chooses a new password',
  required: { email: '<address>' },
  async run(admin, given) {
    const { email } = await getUserOrThrow(admin, given.email);
    const link = await requestPasswordReset(admin.ctx, { email });
    admin.print(`Made a link for ${email} to choose a new password, good once, for one hour:`);
    admin.print(oneTimeLink(admin.url, 'resetPassword', link!.token));
  },
};
