import type { Mail } from '../mail.ts';
import { composeMail } from './compose-mail.ts';

/** Tells somebody that the authenticator app has to be connected anew. */
export const twoFactorResetNoticeMail = ({ to }: { to: string }): Mail =>
  composeMail({
    kind: 'two_factor_reset_notice',
    to,
    subject: 'Your two-factor authentication was reset',
    opening: [
      'Whoever runs your Halyard installation reset the two-factor authentication of your account. Codes of your authenticator app and recovery codes from before no longer work.',
      'At your next login you connect an authenticator app anew.',
    ],
    closing: ['If you did not ask for this, change your password now and ask them what happened.'],
  });
