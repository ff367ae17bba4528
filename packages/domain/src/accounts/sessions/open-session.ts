import type { LoggedIn, MemberOrganization } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import type { UserWithMemberships } from '../find-user.ts';

export type SessionRow = NonNullable<Awaited<ReturnType<Database['session']['findUnique']>>>;

/** A session, whose it is, and the organization that it acts in. */
export interface OpenSession extends Pick<LoggedIn, 'user'> {
  readonly id: string;
  readonly generation: number;
  /** `null` for who is a member of none. */
  readonly organization: MemberOrganization | null;
}

/** In the organization that was chosen, or another one where its user is no member there any more. */
export function toOpenSession(session: SessionRow, user: UserWithMemberships): OpenSession {
  const { memberships } = user;
  const chosen = memberships.find(
    ({ organizationId }) => organizationId === session.organizationId,
  );
  const membership = chosen ?? memberships[0];
  return {
    id: session.id,
    generation: session.generation,
    user: { id: user.id, email: user.email, name: user.name },
    organization: membership ? toMemberOrganization(membership) : null,
  };
}

export const toMemberOrganization = ({
  organization,
  role,
}: UserWithMemberships['memberships'][number]): MemberOrganization => ({ ...organization, role });
