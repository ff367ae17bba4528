import {
  InvitationDetails,
  InvitationList,
  InviteMemberRequest,
} from '../../organizations/invitations.ts';
import { ChangeRoleRequest, MemberDetails, MemberList } from '../../organizations/members.ts';
import type { Route } from '../route.ts';

const maxBytes = 64 * 1024;

const common = { service: 'control', origins: 'same', access: 'token' } as const;

const members = '/api/organizations/:org_id/members';
const member = `${members}/:user_id` as const;
const invitations = '/api/organizations/:org_id/invitations';

/** Who belongs to an organization, and who is invited to. */
export const memberRoutes = [
  {
    ...common,
    method: 'GET',
    path: members,
    can: 'member:read',
    summary: 'Lists the members, by e-mail address.',
    answers: { 200: MemberList },
  },
  {
    ...common,
    method: 'PATCH',
    path: member,
    can: 'member:change_role',
    summary: 'Gives a member another role.',
    body: { schema: ChangeRoleRequest, maxBytes },
    answers: { 200: MemberDetails },
  },
  {
    ...common,
    method: 'DELETE',
    path: member,
    can: 'own',
    summary: 'Removes a member: oneself in any role, others as an administrator.',
    answers: { 204: null },
  },
  {
    ...common,
    method: 'GET',
    path: invitations,
    can: 'member:invite',
    summary: 'Lists the invitations that can still be accepted, the latest first.',
    answers: { 200: InvitationList },
  },
  {
    ...common,
    method: 'POST',
    path: invitations,
    can: 'member:invite',
    summary: 'Invites somebody by e-mail, in place of an earlier invitation to the same address.',
    body: { schema: InviteMemberRequest, maxBytes },
    answers: { 201: InvitationDetails },
  },
  {
    ...common,
    method: 'DELETE',
    path: `${invitations}/:invitation_id`,
    can: 'member:invite',
    summary: 'Takes an invitation back.',
    answers: { 204: null },
  },
] as const satisfies readonly Route[];
