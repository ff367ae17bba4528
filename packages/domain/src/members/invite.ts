import { createHash, randomBytes } from 'node:crypto';

import type { Role } from '@halyard/auth';
import { AppError, InviteMemberRequest, parseInput } from '@halyard/contracts';

import { recordAudit } from '../audit/record.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { checkMayGrant } from './check-may-grant.ts';
import { lockMembers } from './lock.ts';

export interface InviteMemberInput {
  organizationId: string;
  email: string;
  role: Role;
}

export interface Invitation {
  id: string;
  /** Opens it, once: for the mail to whoever is invited, and for nobody else. */
  token: string;
}

const tokenBytes = 32;
const lifetimeMs = 7 * 24 * 60 * 60 * 1_000;

/** Invites somebody for a week, by a link; one to the same address that went before is void. */
export async function inviteMember(ctx: Context, input: InviteMemberInput): Promise<Invitation> {
  const { organizationId } = input;
  authorise(ctx, 'member:invite', organizationId);
  const { email, role } = parseInput(InviteMemberRequest, { email: input.email, role: input.role });
  checkMayGrant(ctx, role);
  const token = randomBytes(tokenBytes).toString('base64url');
  return withTransaction(ctx, async (tx) => {
    await lockMembers(tx, organizationId);
    const id = await replaceLink(tx, { organizationId, email, role }, token);
    await recordAudit(tx, organizationId, [
      {
        entityType: 'invitation',
        entityId: id,
        action: 'member_invited',
        // Without the address: in the chain it could never be erased.
        changes: { before: null, after: { role } },
      },
    ]);
    return { id, token };
  });
}

/** Gives the id of the link, which is the invitation's. */
async function replaceLink(
  tx: Transaction,
  invited: InviteMemberInput,
  token: string,
): Promise<string> {
  const { db, ctx } = tx;
  const { organizationId, email } = invited;
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, memberships: { where: { organizationId } } },
  });
  if (user && user.memberships.length > 0) {
    throw new AppError('conflict', 'They are a member of this organization already.');
  }
  await removeEarlier(tx, invited);
  const now = ctx.now();
  const { id } = await db.oneTimeLink.create({
    data: {
      ...invited,
      id: ctx.newId(),
      kind: 'invitation',
      hash: new Uint8Array(createHash('sha256').update(token).digest()),
      userId: user?.id ?? null,
      createdBy: ctx.actor.kind === 'member' ? ctx.actor.userId : null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    },
  });
  return id;
}

async function removeEarlier(
  { db, ctx }: Transaction,
  { organizationId, email }: InviteMemberInput,
): Promise<void> {
  const where = { organizationId, email, kind: 'invitation' } as const;
  for (const { role } of await db.oneTimeLink.findMany({ where, select: { role: true } })) {
    if (role) checkMayGrant(ctx, role);
  }
  await db.oneTimeLink.deleteMany({ where });
}
