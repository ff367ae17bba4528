import { createMailer, type Mail, type MailerOptions } from '@halyard/mail';

import type { AccountMail } from './account-mail.ts';
import { emailChangeNoticeMail } from './messages/email-change-notice.ts';
import { emailConfirmationMail } from './messages/email-confirmation.ts';
import { invitationMail } from './messages/invitation.ts';
import { passwordChangeNoticeMail } from './messages/password-change-notice.ts';
import { passwordResetMail } from './messages/password-reset.ts';

export interface AccountMailOptions extends MailerOptions {
  /** How people reach Halyard; asked for each mail, since a port may be known late. */
  publicUrl: () => string;
}

/** Writes people's mails and sends them. */
export function createAccountMail({
  publicUrl,
  ...options
}: AccountMailOptions): AccountMail & { close(): Promise<void> } {
  const mailer = createMailer(options);
  const send = (mail: Mail): void => void mailer.send(mail);
  const withUrl = <T>(content: T) => ({ ...content, publicUrl: publicUrl() });
  return {
    invitation: (content) => send(invitationMail(withUrl(content))),
    passwordReset: (content) => send(passwordResetMail(withUrl(content))),
    passwordChanged: (content) => send(passwordChangeNoticeMail(content)),
    emailChange: (content) => send(emailConfirmationMail(withUrl(content))),
    emailChanged: ({ to, newEmail }) => send(emailChangeNoticeMail({ to, newEmail })),
    close: mailer.close,
  };
}
