import { composeMail, type Mail } from '@halyard/mail';

import { oneTimeLink } from '../../pages/one-time-link.ts';
import { worksUntil } from './works-until.ts';

export interface EmailConfirmationContent {
  publicUrl: string;
  token: string;
  expiresAt: Date;
  /** The new address. */
  to: string;
}

/** Asks the new address of an account whether it is its owner's. */
export const emailConfirmationMail = (content: EmailConfirmationContent): Mail =>
  composeMail({
    kind: 'email_confirmation',
    to: content.to,
    subject: 'Confirm your new e-mail address for Halyard',
    opening: ['This address is to become the e-mail address of an account on Halyard.'],
    action: {
      label: 'Confirm this address',
      link: oneTimeLink(content.publicUrl, 'confirmEmail', content.token),
    },
    closing: [
      worksUntil(content.expiresAt),
      'If you did not ask for this, do nothing: the account keeps its old address.',
    ],
  });
