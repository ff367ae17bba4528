import { AppError, type OrganizationDetails, type OrganizationList } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import type { MemberReference } from '../members/lock.ts';

/** The organizations that a user is a member of, by name. */
export async function listOrganizations(
  database: Database,
  { userId }: Pick<MemberReference, 'userId'>,
): Promise<OrganizationList> {
  const rows = await database.membership.findMany({
    where: { userId },
    select,
    orderBy: [{ organization: { name: 'asc' } }, { organizationId: 'asc' }],
  });
  return { organizations: rows.map(toDetails), total: rows.length };
}

/** An organization as one of its members sees it. */
export async function readOrganization(
  database: Database,
  { organizationId, userId }: MemberReference,
): Promise<OrganizationDetails> {
  const row = await database.membership.findUnique({
    where: { organizationId_userId: { organizationId, userId } },
    select,
  });
  if (!row) throw new AppError('not_found', 'There is no such organization.');
  return toDetails(row);
}

const select = {
  role: true,
  organization: { select: { id: true, name: true, plan: true, createdAt: true } },
} as const;

interface Row {
  role: OrganizationDetails['role'];
  organization: Pick<OrganizationDetails, 'id' | 'name' | 'plan'> & { createdAt: Date };
}

const toDetails = ({ role, organization }: Row): OrganizationDetails => ({
  id: organization.id,
  name: organization.name,
  plan: organization.plan,
  role,
  created_at: organization.createdAt.toISOString(),
});
