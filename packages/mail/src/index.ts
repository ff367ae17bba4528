export { composeMail, type MailContent } from './composing/compose-mail.ts';
export { toSingleLine } from './composing/single-line.ts';
export type { Mail } from './mail.ts';
export { createMailer, type Mailer, type MailerOptions } from './mailer.ts';
