export { createMailer, type Mailer, type MailerOptions } from './mail/mailer.ts';
