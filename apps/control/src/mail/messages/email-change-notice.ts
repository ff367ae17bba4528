import { composeMail, toSingleLine, type Mail } from '@halyard/mail';

export interface EmailChangeNoticeContent {
  /** The old address. */
  to: string;
  newEmail: string;
}

/** Tells the old address of an account that another is to replace it. */
export const emailChangeNoticeMail = ({ to, newEmail }: EmailChangeNoticeContent): Mail =>
  composeMail({
    kind: 'email_change_notice',
    to,
    subject: 'The e-mail address of your Halyard account is to change',
    opening: [
      `Somebody who knows your password asked to change the e-mail address of your Halyard account to ${toSingleLine(newEmail)}.`,
      'It changes when the new address is confirmed.',
    ],
    closing: [
      'If it was not you, change your password now and tell whoever runs your Halyard installation.',
    ],
  });
