export { startSmtpServer, type SmtpKit } from './testing/start-smtp-server.ts';
