import type { MemberRole } from '@halyard/contracts';

/** The token of a one-time link, which a mail takes to its reader. */
interface MailedLink {
  to: string;
  token: string;
  expiresAt: Date;
}

/** The mails people get about their accounts. Whoever asks for one never waits for it. */
export interface AccountMail {
  invitation(mail: MailedLink & { inviter: string; organization: string; role: MemberRole }): void;
  passwordReset(mail: MailedLink): void;
  passwordChanged(mail: { to: string }): void;
  /** To the new address. */
  emailChange(mail: MailedLink): void;
  /** To the one before. */
  emailChanged(mail: { to: string; newEmail: string }): void;
}
