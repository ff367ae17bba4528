import { listUsers as readUsers } from '@halyard/domain/read';

import type { Command } from '../command.ts';
import { formatTable } from '../format-table.ts';

export const listUsers: Command<never, never> = {
  name: 'list-users',
  summary: 'prints who has an account',
  async run({ ctx, print }) {
    const users = await readUsers(ctx.database);
    const rows = users.map(({ email, name, organizations, hasSecondFactor }) => [
      email,
      name,
      organizations.map((organization) => `${organization.name} ${organization.role}`).join(', '),
      hasSecondFactor ? 'set up' : 'not set up',
    ]);
    print(formatTable([['E-MAIL', 'NAME', 'ORGANIZATIONS', 'SECOND FACTOR'], ...rows]));
  },
};
