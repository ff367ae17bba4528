import { InviteMemberRequest, parseInput } from '@halyard/contracts';
import { inviteMember, revokeInvitation } from '@halyard/domain';
import * as read from '@halyard/domain/read';
import { created, noContent, ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { askerOf, invitationOf, organizationOf } from './path-parameters.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const listInvitations =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { database, now } = ctxFor(request);
    return ok(await read.listInvitations(database, organizationOf(request).organizationId, now()));
  };

/** The token goes into the mail alone. */
export const createInvitation =
  ({ ctxFor, mail }: MemberDeps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const organization = organizationOf(request);
    const { email, role } = parseInput(InviteMemberRequest, request.body);
    const { name } = await read.readOrganization(ctx.database, askerOf(request));
    const link = await inviteMember(ctx, { ...organization, email, role });
    const inviter = request.caller.email;
    mail.invitation({ to: email, ...link, organization: name, role, inviter });
    const reference = { ...organization, invitationId: link.id };
    return created(await read.readInvitation(ctx.database, reference));
  };

export const removeInvitation =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    await revokeInvitation(ctxFor(request), invitationOf(request));
    return noContent;
  };
