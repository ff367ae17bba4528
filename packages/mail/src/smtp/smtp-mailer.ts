import type { Logger } from '@halyard/http';
import { createTransport, type SendMailOptions } from 'nodemailer';

import type { Mail } from '../mail.ts';
import type { Mailer } from '../mailer.ts';
import { createDeliveries } from './deliveries.ts';
import { describeFailure } from './failure.ts';

export interface SmtpMailerOptions {
  smtpUrl: string;
  from: string;
  log: Logger;
  retryDelaysMs: readonly number[];
}

/** Sends mails over at most three connections, which stay open for a while. */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const { smtpUrl, from, log, retryDelaysMs } = options;
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    // Tries are counted by the deliveries alone.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const deliver = (mail: Mail): Promise<unknown> => transport.sendMail(toMessage(mail, from));
  const deliveries = createDeliveries({
    deliver,
    retryDelaysMs,
    log,
  });
  return {
    send(mail) {
      deliveries.add(mail);
      return Promise.resolve();
    },
    async deliver(mail) {
      await deliver(mail).catch((error: unknown) => {
        const { code, status, reason } = describeFailure(error);
        throw new Error(`${status ?? code ?? ''} ${withoutAddresses(reason)}`.trim());
      });
    },
    async close() {
      await deliveries.finish();
      transport.close({ force: true });
    },
  };
}

/** Servers quote whom they refuse. */
const withoutAddresses = (reason: string): string => reason.replace(/[^\s<>]+@[^\s<>]+/g, '…');

const domainOf = (from: string): string => /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';

const toMessage = ({ id, to, subject, text, html }: Mail, from: string): SendMailOptions => ({
  from,
  ...(id !== undefined && { messageId: `<${id}@${domainOf(from)}>` }),
  // As an object it is one address, whatever it contains; as text it could be a list.
  to: { name: '', address: to },
  subject,
  text,
  html,
  headers: { 'Auto-Submitted': 'auto-generated' },
});
