import { randomBytes } from 'node:crypto';

import { describe, expect, onTestFinished, test } from 'vitest';

import { composeMail } from './composing/compose-mail.ts';
import { toSingleLine } from './composing/single-line.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { captureLog } from './testing/capture-log.ts';
import { startDroppingServer } from './testing/start-dropping-server.ts';
import { startSmtpServer, type SmtpKit } from './testing/start-smtp-server.ts';

const from = 'Halyard <halyard@example.com>';
/** Delivered on a busy machine, too. */
const patiently = { timeout: 4_000 };
const token = randomBytes(32).toString('base64url');

const link = `https://flags.example.com/accept-invitation#${token}`;

const invitation = ({ to = 'new@example.com', inviter = 'Ada' } = {}) =>
  composeMail({
    kind: 'invitation',
    to,
    subject: `${toSingleLine(inviter)} invites you to Sails & Co on Halyard`,
    opening: [`${toSingleLine(inviter)} invites you to “Sails & Co” on Halyard.`],
    action: { label: 'Accept the invitation', link },
    closing: ['The link works once.'],
  });

const notice = composeMail({
  kind: 'password_change_notice',
  to: 'ada@example.com',
  subject: 'Your password was changed',
  opening: ['The password of your Halyard account was changed.'],
  closing: [],
});

interface Kit {
  smtp: SmtpKit;
  mailer: Mailer;
  captured: ReturnType<typeof captureLog>;
}

async function start(retryDelaysMs: readonly number[] = [1, 2]): Promise<Kit> {
  const smtp = await startSmtpServer();
  const captured = captureLog();
  const mailer = createMailer({ smtpUrl: smtp.url, from, log: captured.log, retryDelaysMs });
  onTestFinished(async () => {
    await mailer.close();
    await smtp.close();
  });
  return { smtp, mailer, captured };
}

describe('with an SMTP server', () => {
  test('a mail arrives, as text and as HTML, from the sender that is configured', async () => {
    const { smtp, mailer } = await start();
    await mailer.send(invitation());
    await expect.poll(() => smtp.received, patiently).toHaveLength(1);
    expect(smtp.received[0]?.recipients).toEqual(['new@example.com']);
    const mail = await smtp.received[0]?.email;
    expect(mail).toMatchObject({
      from: { name: 'Halyard', address: 'halyard@example.com' },
      subject: 'Ada invites you to Sails & Co on Halyard',
    });
    expect(mail?.text).toContain(`\n${link}\n`);
    expect(mail?.html).toContain(`href="${link}"`);
    expect(mail?.html).toContain('Sails &amp; Co');
  });

  test('a refused connection is tried again, three times in all', async () => {
    const { url, close } = await startSmtpServer();
    await close();
    const { log, entries } = captureLog();
    const mailer = createMailer({ smtpUrl: url, from, log, retryDelaysMs: [1, 2] });
    onTestFinished(mailer.close);
    await mailer.send(invitation());
    await expect
      .poll(entries, patiently)
      .toMatchObject([{ level: 'warn', to: 'new@example.com', tries: 3, code: 'ESOCKET' }]);
  });

  test('a mail whose connection was dropped arrives once the server is back', async () => {
    const drops = await startDroppingServer();
    const { log, text } = captureLog();
    const retryDelaysMs = Array.from({ length: 200 }, () => 20);
    const smtpUrl = `smtp://127.0.0.1:${drops.port}`;
    const mailer = createMailer({ smtpUrl, from, log, retryDelaysMs });
    await mailer.send(invitation());
    await expect.poll(drops.count, patiently).toBeGreaterThan(0);
    await drops.close();
    const smtp = await startSmtpServer(drops.port);
    onTestFinished(async () => {
      await mailer.close();
      await smtp.close();
    });
    await expect.poll(() => smtp.received, patiently).toHaveLength(1);
    expect(text()).toBe('');
  });

  test('a mail is sent again when the server was busy, three times in all', async () => {
    const { smtp, mailer, captured } = await start();
    const busy = { status: 451, text: 'Try later' };
    smtp.refusals.push(busy, busy);
    await mailer.send(invitation());
    await expect.poll(() => smtp.received, patiently).toHaveLength(1);
    smtp.refusals.push(busy, busy, busy, busy);
    await mailer.send(invitation());
    await expect.poll(() => captured.entries(), patiently).toHaveLength(1);
    expect(captured.entries()).toMatchObject([{ level: 'warn', tries: 3, status: 451 }]);
    expect(smtp.refusals).toHaveLength(1);
  });

  test('a mail that is refused for good is not sent again', async () => {
    const { smtp, mailer, captured } = await start();
    smtp.refusals.push({ status: 554, text: 'No' });
    await mailer.send(invitation());
    await expect
      .poll(() => captured.entries(), patiently)
      .toMatchObject([{ tries: 1, status: 554 }]);
    expect(smtp.received).toEqual([]);
  });

  test('a token is never logged, not even when the server quotes what it refuses', async () => {
    const { smtp, mailer, captured } = await start();
    smtp.refusals.push({ status: 554, text: `Refused for ${link} and ${token}` });
    await mailer.send(invitation());
    await expect.poll(() => captured.entries(), patiently).toHaveLength(1);
    expect(captured.text()).toContain('Refused for https://flags.example.com/accept-invitation');
    expect(captured.text()).not.toContain(token);
  });

  test('what is to be delivered was taken by the server, under its id each time, or is refused', async () => {
    const { smtp, mailer } = await start();
    const mail = { ...notice, id: 'n1.u1' };
    await mailer.deliver(mail);
    await mailer.deliver(mail);
    expect(smtp.received).toHaveLength(2);
    for (const { email } of smtp.received) {
      expect(await email).toMatchObject({ messageId: '<n1.u1@example.com>' });
    }
    smtp.refusals.push({ status: 451, text: `Try later, <ada@example.com>: ${token}` });
    await expect(mailer.deliver(mail)).rejects.toThrow(/^451 .*Try later, <…>/);
    smtp.refusals.push({ status: 554, text: `No ada@example.com ${token}` });
    await expect(mailer.deliver(mail)).rejects.not.toThrow(/ada@|\w{30}/);
  });

  test('closing tries once more what waits', async () => {
    const { smtp, mailer } = await start([60_000]);
    smtp.refusals.push({ status: 451, text: 'Try later' });
    await mailer.send(invitation());
    await expect.poll(() => smtp.refusals, patiently).toEqual([]);
    await mailer.close();
    expect(smtp.received).toHaveLength(1);
  });
});

describe('what people chose', () => {
  test('adds no header, however a name is spelt', async () => {
    const { smtp, mailer } = await start();
    const inviter = 'Eve\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>\u2028\u202e';
    await mailer.send(invitation({ inviter }));
    await expect.poll(() => smtp.received, patiently).toHaveLength(1);
    expect(smtp.received[0]?.recipients).toEqual(['new@example.com']);
    const mail = await smtp.received[0]?.email;
    expect(mail?.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(mail?.text).toContain('Eve Bcc: victim@example.com <script>alert(1)</script> invites');
    expect(mail?.html).toContain('&lt;script&gt;');
    expect(mail?.html).not.toContain('<script');
  });

  test.each([
    'new@example.com, victim@example.com',
    'new@example.com>\r\nRCPT TO:<victim@example.com',
    'Halyard <new@example.com>, victim@example.com',
  ])('adds no recipient: %j', async (to) => {
    const { smtp, mailer, captured } = await start([]);
    await mailer.send(invitation({ to }));
    await expect.poll(() => smtp.received.length + captured.entries().length, patiently).toBe(1);
    expect(smtp.received.flatMap(({ recipients }) => recipients)).not.toContain(
      'victim@example.com',
    );
  });
});

describe('without an SMTP server', () => {
  test('the link is logged once, whole, as a word that can be copied', async () => {
    const { log, text, entries } = captureLog();
    const mailer = createMailer({ smtpUrl: undefined, from, log });
    await mailer.send(invitation());
    await mailer.close();
    expect(entries()).toMatchObject([
      {
        level: 'info',
        msg: `mail is not configured; send this link to new@example.com yourself: ${link}`,
      },
    ]);
    expect(text()).toContain(` ${link}"`);
  });

  test('a notice is logged as not sent', async () => {
    const { log, entries } = captureLog();
    const mailer = createMailer({ smtpUrl: undefined, from, log });
    await mailer.send(notice);
    expect(entries()).toMatchObject([
      {
        level: 'info',
        msg: 'mail is not configured; ada@example.com was not told: Your password was changed',
      },
    ]);
  });
});
