import { composeMail, toSingleLine, type Mail } from '@halyard/mail';

import { oneTimeLink } from '../../pages/one-time-link.ts';
import { worksUntil } from './works-until.ts';

export interface InvitationContent {
  publicUrl: string;
  token: string;
  expiresAt: Date;
  to: string;
  /** Name of who invites, or the address. */
  inviter: string;
  organization: string;
  role: string;
}

/** Invites somebody to an organization. */
export function invitationMail(content: InvitationContent): Mail {
  const inviter = toSingleLine(content.inviter);
  const organization = toSingleLine(content.organization);
  return composeMail({
    kind: 'invitation',
    to: content.to,
    subject: `${inviter} invites you to ${organization} on Halyard`,
    opening: [
      `${inviter} invites you to the organization “${organization}” on Halyard, as ${content.role}.`,
    ],
    action: {
      label: 'Accept the invitation',
      link: oneTimeLink(content.publicUrl, 'acceptInvitation', content.token),
    },
    closing: [
      worksUntil(content.expiresAt),
      'If you do not know what this is about, do nothing: without you nothing happens.',
    ],
  });
}
