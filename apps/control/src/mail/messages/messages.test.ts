import { expect, test } from 'vitest';

import { emailChangeNoticeMail } from './email-change-notice.ts';
import { emailConfirmationMail } from './email-confirmation.ts';
import { invitationMail } from './invitation.ts';
import { passwordChangeNoticeMail } from './password-change-notice.ts';
import { passwordResetMail } from './password-reset.ts';

const to = 'ada@example.com';
const linked = {
  publicUrl: 'https://flags.example.com',
  token: 'one-time',
  expiresAt: new Date('2030-05-03T14:00:00Z'),
  to,
};
const invitation = { ...linked, inviter: 'Ada', organization: 'Sails', role: 'VIEWER' };

test.each([
  [invitationMail(invitation), '/accept-invitation#one-time'],
  [passwordResetMail(linked), '/reset-password#one-time'],
  [emailConfirmationMail(linked), '/confirm-email#one-time'],
])('$kind holds its link in both forms, and says until when it works', (mail, path) => {
  const link = `https://flags.example.com${path}`;
  expect(mail.link).toBe(link);
  for (const body of [mail.text, mail.html]) {
    expect(body).toContain(link);
    expect(body).toContain('until 3 May 2030 at 14:00 UTC');
  }
});

test.each([
  emailChangeNoticeMail({ to, newEmail: 'new@example.com' }),
  passwordChangeNoticeMail({ to }),
])('$kind says what to do if it was not you, and has no link to be trained to click', (mail) => {
  expect(mail.link).toBeUndefined();
  expect(mail.html).not.toContain('href');
  expect(mail.text).toMatch(/If (it was not you|you did not ask)/);
});

test('an invitation names who invites, to what and as what', () => {
  const { text } = invitationMail(invitation);
  expect(text).toContain('Ada invites you to the organization “Sails” on Halyard, as VIEWER.');
});
