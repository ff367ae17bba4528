import type { Role } from '@halyard/auth';
import type { Database } from '@halyard/database';

export interface ListedUser {
  email: string;
  name: string;
  /** Where they are members, the oldest membership first. */
  organizations: { name: string; role: Role }[];
  hasSecondFactor: boolean;
}

/** For operators: everybody with an account, by e-mail address. */
export async function listUsers(database: Pick<Database, 'user'>): Promise<ListedUser[]> {
  const rows = await database.user.findMany({ select, orderBy: { email: 'asc' } });
  return rows.map(({ email, name, memberships, totpEnrolledAt }) => ({
    email,
    name,
    organizations: memberships.map(({ role, organization }) => ({ name: organization.name, role })),
    hasSecondFactor: totpEnrolledAt !== null,
  }));
}

const select = {
  email: true,
  name: true,
  totpEnrolledAt: true,
  memberships: {
    select: { role: true, organization: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
  },
} as const;
