import { composeMail, type Mail } from '@halyard/mail';

/** Tells somebody that the password is another one now. */
export const passwordChangeNoticeMail = ({ to }: { to: string }): Mail =>
  composeMail({
    kind: 'password_change_notice',
    to,
    subject: 'Your password was changed',
    opening: ['The password of your Halyard account was changed.'],
    closing: [
      'If it was not you, ask for a new password at once and tell whoever runs your Halyard installation.',
    ],
  });
