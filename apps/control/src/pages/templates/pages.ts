import { html, type Html } from '@halyard/http';

import type { PageName } from '../page-paths.ts';
import { accountSteps } from './account-steps.ts';
import { passwordFields } from './password-fields.ts';
import { form, step } from './step.ts';

export interface PageContent {
  title: string;
  body: Html;
}

const login = html`<p>
  From now on you log in with your e-mail address, your password and a code from your app.
</p>`;

const setUp = accountSteps({
  heading: 'Set up Halyard',
  introduction: 'Make the first account of this installation: it owns everything in it.',
  asksEmail: true,
  next: html`${login}
    <p>
      Next, log in through the API, at <code>POST /api/auth/login</code>: its answer holds an access
      token, with which you make applications, flags and API keys, and invite others.
    </p>`,
});

const acceptInvitation = html`${step({
  name: 'welcome',
  heading: 'You are invited to Halyard',
  body: html`<p>Accept the invitation to join the organization that sent it.</p>
    ${form(html``, 'Accept the invitation')}`,
})}
${accountSteps({
  heading: 'Make your account',
  introduction: 'You are new to this Halyard. Choose how you log in.',
  asksEmail: false,
  next: html`${login}
    <p>You are a member of the organization now. You can close this page.</p>`,
})}
${step({
  name: 'joined',
  heading: 'You have joined',
  body: html`<p>
    You are a member of the organization now. Log in as you always do, then switch to it.
  </p>`,
})}`;

const resetPassword = html`${step({
  name: 'password',
  heading: 'Choose a new password',
  body: form(passwordFields('new_password', 'New password'), 'Change the password'),
})}
${step({
  name: 'done',
  heading: 'Your password was changed',
  body: html`<p>Log in with the new one. You can close this page.</p>`,
})}`;

const confirmEmail = html`${step({
  name: 'confirm',
  heading: 'Confirm your e-mail address',
  body: html`<p>The address that this link was sent to becomes the one you log in with.</p>
    ${form(html``, 'Confirm the address')}`,
})}
${step({
  name: 'done',
  heading: 'Your address is confirmed',
  body: html`<p>From now on you log in with it. You can close this page.</p>`,
})}`;

/** What each page says; its first step is shown by the script. */
export const pageContents: Readonly<Record<PageName, PageContent>> = {
  setUp: { title: 'Set up', body: setUp },
  acceptInvitation: { title: 'Invitation', body: acceptInvitation },
  resetPassword: { title: 'New password', body: resetPassword },
  confirmEmail: { title: 'E-mail address', body: confirmEmail },
};
