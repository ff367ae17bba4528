export { createMailer, type Mailer, type MailerOptions } from './mail/mailer.ts';
export { createPages } from './pages/pages.ts';
