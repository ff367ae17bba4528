import { AppError, type InvitationDetails, type InvitationList } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import type { InvitationReference } from '../members/revoke-invitation.ts';

/** The invitations to an organization that can be accepted at a time, the latest first. */
export async function listInvitations(
  database: Database,
  organizationId: string,
  now: Date,
): Promise<InvitationList> {
  const rows = await database.oneTimeLink.findMany({
    where: { organizationId, kind: 'invitation', expiresAt: { gt: now } },
    select,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  const invitations = rows.map(toDetails);
  return { invitations, total: invitations.length };
}

export async function readInvitation(
  database: Database,
  { organizationId, invitationId: id }: InvitationReference,
): Promise<InvitationDetails> {
  const where = { id, organizationId, kind: 'invitation' } as const;
  const row = await database.oneTimeLink.findUnique({ where, select });
  if (!row) throw new AppError('not_found', 'There is no such invitation.');
  return toDetails(row);
}

const select = {
  id: true,
  email: true,
  role: true,
  createdBy: true,
  createdAt: true,
  expiresAt: true,
} as const;

interface Row {
  id: string;
  email: string | null;
  role: InvitationDetails['role'] | null;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

const toDetails = (row: Row): InvitationDetails => ({
  id: row.id,
  // Of an invitation both are always there.
  email: row.email ?? '',
  role: row.role ?? 'VIEWER',
  ...(row.createdBy !== null && { invited_by: row.createdBy }),
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
});
