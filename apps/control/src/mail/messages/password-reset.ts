import { composeMail, type Mail } from '@halyard/mail';

import { oneTimeLink } from '../../pages/one-time-link.ts';
import { worksUntil } from './works-until.ts';

export interface PasswordResetContent {
  publicUrl: string;
  token: string;
  expiresAt: Date;
  to: string;
}

/** Lets somebody who forgot the password choose another. */
export const passwordResetMail = ({
  publicUrl,
  token,
  expiresAt,
  to,
}: PasswordResetContent): Mail =>
  composeMail({
    kind: 'password_reset',
    to,
    subject: 'Choose a new password for Halyard',
    opening: ['Somebody, most likely you, asked for a new password for this address on Halyard.'],
    action: {
      label: 'Choose a new password',
      link: oneTimeLink(publicUrl, 'resetPassword', token),
    },
    closing: [
      worksUntil(expiresAt),
      'If it was not you, do nothing: your password stays as it is.',
    ],
  });
