import { post } from '../api/post.ts';
import { checkFilled } from '../forms/check-filled.ts';
import { checkPassword } from '../forms/check-password.ts';
import { onSubmit, type Values } from '../forms/on-submit.ts';
import { revealPasswords } from '../forms/reveal-passwords.ts';
import { enrol } from '../steps/enrol.ts';
import { formOf, showStep } from '../steps/show-step.ts';

/** Makes the installation's first account. */
export function setUp(token: string): void {
  const form = formOf('account');
  revealPasswords(form);
  onSubmit(form, {
    check: (values) => [
      ...checkFilled(values, 'email', 'your e-mail address'),
      ...checkFilled(values, 'name', 'your name'),
      ...checkPassword(values, 'password'),
    ],
    send: (values) => post('register', toRegistration(values, token)),
    done: enrol,
  });
  showStep('account');
}

const toRegistration = ({ email = '', name = '', password = '' }: Values, token: string) => ({
  email: email.trim(),
  name: name.trim(),
  password,
  set_up_token: token,
});
