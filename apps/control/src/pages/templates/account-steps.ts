import { html, type Html } from '@halyard/http';

import { field } from './field.ts';
import { passwordFields } from './password-fields.ts';
import { form, step } from './step.ts';

export interface AccountSteps {
  /** Who makes the account. */
  heading: string;
  introduction: string;
  /** False where the address is known from the invitation. */
  asksEmail: boolean;
  /** What can be done once it is all done. */
  next: Html;
}

/** From nothing to an account with two-factor authentication, in three steps. */
export const accountSteps = (options: AccountSteps): Html =>
  html`${accountStep(options)} ${enrolmentStep} ${recoveryStep} ${doneStep(options.next)}`;

const accountStep = ({ heading, introduction, asksEmail }: AccountSteps): Html =>
  step({
    name: 'account',
    heading,
    place: 'Step 1 of 3',
    body: html`<p>${introduction}</p>
      ${form(
        html`${asksEmail ? email : ''} ${name} ${passwordFields('password', 'Password')}`,
        'Continue',
      )}`,
  });

const email = field({
  name: 'email',
  label: 'E-mail address',
  type: 'email',
  autocomplete: 'username',
});

const name = field({ name: 'name', label: 'Your name', type: 'text', autocomplete: 'name' });

const enrolmentStep = step({
  name: 'enrolment',
  heading: 'Connect an authenticator app',
  place: 'Step 2 of 3',
  body: html`<p>
      At every login Halyard asks for a code besides the password. Any authenticator app can show
      it: on a phone, or in your password manager.
    </p>
    ${form(
      html`<button type="button" class="again secondary" hidden>Try again</button>
        <div class="parts" hidden>
          <p>Scan this with the app:</p>
          <img class="qr" alt="QR code of the secret that stands below as text" />
          <p>
            Or <a class="open-app" href="#">open the app on this device</a>, or type this secret
            into it:
          </p>
          <p><code class="secret"></code></p>
          ${field({
            name: 'code',
            label: 'Code that the app shows',
            type: 'text',
            autocomplete: 'one-time-code',
            hint: 'Six digits; they change every 30 seconds.',
            isNumeric: true,
          })}
        </div>`,
      'Continue',
    )}`,
});

const recoveryStep = step({
  name: 'recovery',
  heading: 'Keep your recovery codes',
  place: 'Step 3 of 3',
  body: html`<p>
      Without your app, one of these codes lets you log in. Each works once.
      <strong>They are shown only now:</strong> put them in your password manager or print them.
    </p>
    <ol class="codes"></ol>
    <p class="row">
      <button type="button" class="copy secondary">Copy</button>
      <button type="button" class="download secondary">Download</button>
    </p>
    <p class="hint" role="status"></p>
    <button type="button" class="kept">I have kept them</button>`,
});

const doneStep = (next: Html): Html =>
  step({ name: 'done', heading: 'Your account is ready', body: next });
