export { createControl, type Control, type ControlOptions } from './control.ts';
export { createAccountMail } from './mail/create-account-mail.ts';
export { createPages } from './pages/pages.ts';
