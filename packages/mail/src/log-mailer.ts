import type { Logger } from '@halyard/http';

import type { Mail } from './mail.ts';
import type { Mailer } from './mailer.ts';

/** Writes each mail's link to the log, for whoever runs the installation to hand on. */
export function createLogMailer(log: Logger): Mailer {
  const tell = (mail: Mail): Promise<void> => {
    log.info({ mail: mail.kind }, describe(mail));
    return Promise.resolve();
  };
  return {
    send: tell,
    deliver: tell,
    close: () => Promise.resolve(),
  };
}

/** The link stands last, between spaces and the quote, where a terminal takes it as one word. */
const describe = ({ to, link, subject }: Mail): string =>
  link === undefined
    ? `mail is not configured; ${to} was not told: ${subject}`
    : `mail is not configured; send this link to ${to} yourself: ${link}`;
