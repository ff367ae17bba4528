import { takeToken } from './dom/take-token.ts';
import { acceptInvitation } from './flows/accept-invitation.ts';
import { confirmEmail } from './flows/confirm-email.ts';
import { resetPassword } from './flows/reset-password.ts';
import { setUp } from './flows/set-up.ts';
import { showStep } from './steps/show-step.ts';

const flows: Readonly<Record<string, (token: string) => void>> = {
  setUp,
  acceptInvitation,
  resetPassword,
  confirmEmail,
};

const token = takeToken();
const start = flows[document.body.dataset['page'] ?? ''];
if (token === undefined || !start) showStep('incomplete');
else start(token);
