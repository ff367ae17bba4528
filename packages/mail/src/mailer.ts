import type { Logger } from '@halyard/http';

import { createLogMailer } from './log-mailer.ts';
import type { Mail } from './mail.ts';
import { createSmtpMailer } from './smtp/smtp-mailer.ts';

export interface MailerOptions {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  smtpUrl: string | undefined;
  /** The sender, as in `Halyard <halyard@example.com>`. */
  from: string;
  log: Logger;
  /** What is waited before the second try, the third and so on. */
  retryDelaysMs?: readonly number[];
}

export interface Mailer {
  /** Takes a mail and returns at once; it never fails, and nobody learns whether the mail arrived. */
  send(mail: Mail): Promise<void>;
  /** Tries once; rejects, with a reason that holds nothing of the mail, unless the server took it. */
  deliver(mail: Mail): Promise<void>;
  /** Tries once more what still waits, for some seconds at most. */
  close(): Promise<void>;
}

const usualRetryDelaysMs = [5_000, 60_000];

/** Sends mails by SMTP where a server is configured, else has a person send the links on. */
export function createMailer(options: MailerOptions): Mailer {
  const { smtpUrl, from, log, retryDelaysMs = usualRetryDelaysMs } = options;
  if (smtpUrl === undefined) return createLogMailer(log);
  return createSmtpMailer({ smtpUrl, from, log, retryDelaysMs });
}
