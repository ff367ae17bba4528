import { post } from '../api/post.ts';
import { onSubmit } from '../forms/on-submit.ts';
import { formOf, showStep } from '../steps/show-step.ts';

/** Confirms a new address; by a button, since mail scanners open links. */
export function confirmEmail(token: string): void {
  onSubmit(formOf('confirm'), {
    send: () => post('email/confirm', { token }),
    done: () => showStep('done'),
  });
  showStep('confirm');
}
