import type { Database } from '@halyard/database';

export type UserRow = NonNullable<Awaited<ReturnType<Database['user']['findUnique']>>>;

/** Somebody with their memberships, the oldest first. */
export const findUser = (database: Pick<Database, 'user'>, userId: string) =>
  database.user.findUnique({
    where: { id: userId },
    include: {
      memberships: {
        orderBy: [{ createdAt: 'asc' }, { organizationId: 'asc' }],
        include: { organization: { select: { id: true, name: true } } },
      },
    },
  });

export type UserWithMemberships = NonNullable<Awaited<ReturnType<typeof findUser>>>;
