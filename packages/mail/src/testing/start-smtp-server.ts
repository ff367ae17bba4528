import type { AddressInfo } from 'node:net';

import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

interface ReceivedMail {
  /** Whom the envelope names. */
  recipients: string[];
  email: Promise<Email>;
}

export interface SmtpKit {
  url: string;
  port: number;
  received: ReceivedMail[];
  /** What the next mails are refused with, in turn. */
  refusals: { status: number; text: string }[];
  close(): Promise<void>;
}

/** A real SMTP server on a free port, or the one given. */
export async function startSmtpServer(port = 0): Promise<SmtpKit> {
  const received: ReceivedMail[] = [];
  const refusals: SmtpKit['refusals'] = [];

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const raw = Buffer.concat(chunks).toString('utf8');
        const refusal = refusals.shift();
        if (refusal) {
          const { status: responseCode } = refusal;
          return done(Object.assign(new Error(refusal.text), { responseCode }));
        }
        done();
        received.push({ recipients, email: PostalMime.parse(raw) });
      });
    },
  });
  // Connections that a client drops are no failure of a test.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.server.address() as AddressInfo).port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    received,
    refusals,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
