import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createSealer } from '@halyard/auth';
import { createLogger } from '@halyard/http';
import { createMailer } from '@halyard/mail';
import { startSmtpServer } from '@halyard/mail/testing';

import { createPost } from '../webhooks/post.ts';

interface ReceivedMessage {
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Whom a worker tells: a mail server, and a server of webhooks at `url`; `telling` is how. */
export async function startReceivers() {
  const messages: ReceivedMessage[] = [];
  /** What the next messages are answered, in turn; 204 when nothing is left. */
  const answers: number[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += String(chunk)));
    req.on('end', () => {
      messages.push({ path: req.url, headers: req.headers, body });
      res.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const smtp = await startSmtpServer();
  const log = createLogger('test', 'silent');
  const mailer = createMailer({ smtpUrl: smtp.url, from: 'Halyard <h@example.com>', log });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    answers,
    smtp,
    telling: {
      mailer,
      webhookSealer: createSealer(randomBytes(32), 'webhooks'),
      post: createPost({ allowsPrivate: true }),
    },
    async close() {
      await mailer.close();
      await smtp.close();
      server.close();
    },
  };
}

export type Receivers = Awaited<ReturnType<typeof startReceivers>>;
