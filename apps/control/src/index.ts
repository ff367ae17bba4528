export { createAccountContext } from './account-context.ts';
export { createControl, type Control, type ControlOptions } from './control.ts';
export { createAccountMail } from './mail/create-account-mail.ts';
export { oneTimeLink } from './pages/one-time-link.ts';
export { createPages } from './pages/pages.ts';
