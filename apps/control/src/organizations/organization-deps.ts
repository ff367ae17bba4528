import type { Member, Role } from '@halyard/auth';
import type { Context } from '@halyard/domain';
import type { RouteHandler, RouteRequest } from '@halyard/http';

/** What whoever is invited is sent. */
export interface InvitationMail {
  /** Where to. */
  email: string;
  /** Opens the invitation, once. */
  token: string;
  organizationName: string;
  role: Role;
  /** E-mail address of whoever invites. */
  invitedBy: string;
}

/** What the handlers of an organization's routes share. */
export interface OrganizationDeps {
  /** In which whoever asks acts. */
  ctxFor: (request: RouteRequest<Member>) => Context;
  /** Sends an invitation, or sees to it that it is sent; rejects where it cannot. */
  mailInvitation: (mail: InvitationMail) => Promise<void>;
}

export type MemberHandler = RouteHandler<Member>;
