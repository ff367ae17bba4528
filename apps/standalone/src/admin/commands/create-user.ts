import { EmailAddress, MemberRole, parseInput } from '@halyard/contracts';
import { oneTimeLink } from '@halyard/control';
import { inviteMember } from '@halyard/domain';
import { z } from 'zod';

import { chooseOrganization } from '../choose-organization.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';

const Given = z.object({ email: EmailAddress, role: MemberRole });

export const createUser: Command<'email' | 'role', 'organization'> = {
  name: 'create-user',
  summary: 'prints an invitation link, by which somebody makes their account',
  required: { email: '<address>', role: '<role>' },
  optional: { organization: '<id or name>' },
  async run(admin, { organization: called, ...given }) {
    const { email, role } = parseInput(Given, { ...given, role: given.role.toUpperCase() });
    const organization = await chooseOrganization(admin, called);
    const organizationId = organization.id;
    const { token } = await inviteMember(admin.ctx, { organizationId, email, role });
    const name = printable(organization.name);
    admin.print(`Invited ${email} to ${name} as ${role} by this link, good for seven days:`);
    admin.print(oneTimeLink(admin.url, 'acceptInvitation', token));
  },
};
