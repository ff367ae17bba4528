import { EmailAddress, parseInput } from '@halyard/contracts';
import { z } from 'zod';

import { AdminError } from './admin-error.ts';
import type { Admin } from './command.ts';

const Given = z.object({ email: EmailAddress });

/** The account with this e-mail address, however it is spelt. */
export async function getUserOrThrow({ ctx }: Admin, email: string) {
  const given = parseInput(Given, { email });
  const user = await ctx.database.user.findUnique({ where: given });
  if (!user) throw new AdminError('There is no account with this e-mail address.');
  return user;
}
