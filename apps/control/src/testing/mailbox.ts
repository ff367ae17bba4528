import type { AccountMail } from '../mail/account-mail.ts';

export interface Mail {
  kind: keyof AccountMail;
  to: string;
  token?: string;
}

/** Keeps mails instead of sending them. */
export function createMailbox() {
  const mails: Mail[] = [];
  const keep =
    (kind: Mail['kind']) =>
    (mail: Omit<Mail, 'kind'>): void => {
      mails.push({ ...mail, kind });
    };
  const mail: AccountMail = {
    invitation: keep('invitation'),
    passwordReset: keep('passwordReset'),
    passwordChanged: keep('passwordChanged'),
    emailChange: keep('emailChange'),
    emailChanged: keep('emailChanged'),
  };
  return { mail, mails };
}
