import { roles, type Member, type Role } from '@halyard/auth';
import { createApplication, createOrganization, type Context } from '@halyard/domain';

export interface MadeOrganization {
  organizationId: string;
  applicationId: string;
  members: Readonly<Record<Role, Member>>;
}

/** An organization with one application and a member of each role. */
export async function createOrganizationWithMembers(ctx: Context): Promise<MadeOrganization> {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const members = await Promise.all(
    roles.map(async (role) => [role, await createMember(ctx, organizationId, role)] as const),
  );
  return {
    organizationId,
    applicationId,
    members: Object.fromEntries(members) as Record<Role, Member>,
  };
}

async function createMember(
  { database, newId, now }: Context,
  organizationId: string,
  role: Role,
): Promise<Member> {
  const userId = newId();
  const email = `${role.toLowerCase()}@${userId}.example.com`;
  const createdAt = now();
  const memberships = { create: { organizationId, role, createdAt } };
  await database.user.create({
    data: { id: userId, email, name: role, passwordHash: '', createdAt, memberships },
  });
  return { kind: 'member', userId, email, organizationId, role };
}
