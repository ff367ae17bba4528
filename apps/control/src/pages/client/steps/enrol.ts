import { post, type Body } from '../api/post.ts';
import { askBeforeLeaving } from '../dom/ask-before-leaving.ts';
import { find } from '../dom/find.ts';
import { checkFilled } from '../forms/check-filled.ts';
import { onSubmit } from '../forms/on-submit.ts';
import { clearFailure, showFailure } from '../forms/show-failure.ts';
import { showRecoveryCodes } from './show-recovery-codes.ts';
import { formOf, showStep } from './show-step.ts';

/** Connects an authenticator app to the account that was just made, then shows its recovery codes. */
export function enrol(registered: Body): void {
  const enrolment_token = registered['enrolment_token'];
  const step = showStep('enrolment');
  const form = formOf('enrolment');
  const again = find(HTMLButtonElement, '.again', form);
  const parts = find(HTMLElement, '.parts', form);
  const stay = askBeforeLeaving();

  async function fetchSecret(): Promise<void> {
    again.hidden = true;
    const answer = await post('totp/enrol', { enrolment_token });
    if (answer.ok) {
      clearFailure(form);
      showSecret(step, answer.body);
    } else {
      showFailure(form, answer.failure);
    }
    again.hidden = answer.ok;
    parts.hidden = !answer.ok;
  }

  function finish(): void {
    stay.end();
    showStep('done');
  }

  const begin = (): void => void fetchSecret().catch(reportError);
  again.addEventListener('click', begin);
  onSubmit(form, {
    check: (values) => checkFilled(values, 'code', 'the code that your app shows'),
    send: ({ code = '' }) =>
      post('totp/confirm', { enrolment_token, code: code.replace(/\s/g, '') }),
    done: (body) => showRecoveryCodes(body['recovery_codes'], finish),
  });
  begin();
}

function showSecret(step: HTMLElement, body: Body): void {
  const secret = String(body['secret']);
  const uri = String(body['otpauth_uri']);
  // As an image it can run nothing, whatever it contains.
  find(HTMLImageElement, '.qr', step).src =
    `data:image/svg+xml;charset=utf-8,${encodeURIComponent(String(body['qr_svg']))}`;
  find(HTMLElement, '.secret', step).textContent = secret.replace(/(.{4})(?=.)/g, '$1 ');
  const link = find(HTMLAnchorElement, '.open-app', step);
  if (uri.startsWith('otpauth://')) link.href = uri;
  else link.hidden = true;
}
