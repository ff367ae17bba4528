import { post } from '../api/post.ts';
import { checkPassword } from '../forms/check-password.ts';
import { onSubmit } from '../forms/on-submit.ts';
import { revealPasswords } from '../forms/reveal-passwords.ts';
import { formOf, showStep } from '../steps/show-step.ts';

/** Replaces a forgotten password. */
export function resetPassword(token: string): void {
  const form = formOf('password');
  revealPasswords(form);
  onSubmit(form, {
    check: (values) => checkPassword(values, 'new_password'),
    send: ({ new_password }) => post('password-reset/confirm', { token, new_password }),
    done: () => showStep('done'),
  });
  showStep('password');
}
