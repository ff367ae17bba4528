import type { Failure } from '../api/failure.ts';
import { post, type Body } from '../api/post.ts';
import { checkFilled } from '../forms/check-filled.ts';
import { checkPassword } from '../forms/check-password.ts';
import { onSubmit } from '../forms/on-submit.ts';
import { revealPasswords } from '../forms/reveal-passwords.ts';
import { enrol } from '../steps/enrol.ts';
import { formOf, showStep } from '../steps/show-step.ts';

/**
 * Accepts an invitation. Whoever has an account joins at once; others learn by the missing password
 * that they need one, and make it. Nothing is sent before a button is pressed: mail scanners open links.
 */
export function acceptInvitation(token: string): void {
  onSubmit(formOf('welcome'), {
    send: () => post('invitations/accept', { token }),
    done: goOn,
    failed: (failure) => {
      const isNew = needsAccount(failure);
      if (isNew) showStep('account');
      return isNew;
    },
  });
  const form = formOf('account');
  revealPasswords(form);
  onSubmit(form, {
    check: (values) => [
      ...checkFilled(values, 'name', 'your name'),
      ...checkPassword(values, 'password'),
    ],
    send: ({ name = '', password }) =>
      post('invitations/accept', { token, name: name.trim(), password }),
    done: goOn,
  });
  showStep('welcome');
}

const needsAccount = ({ fields }: Failure): boolean =>
  fields.some(({ field }) => field === 'password' || field === 'name');

function goOn(body: Body): void {
  if (body['status'] === 'joined') showStep('joined');
  else enrol(body);
}
