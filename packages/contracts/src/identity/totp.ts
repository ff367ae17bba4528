import { z } from 'zod';

import { GivenCode, GivenToken } from './credentials.ts';
import { LoggedIn } from './login.ts';

/** Ten codes, each good for one login without the authenticator; shown once. */
const RecoveryCodes = z.array(z.string()).length(10);

export const EnrolTotpRequest = z.strictObject({ enrolment_token: GivenToken });

/** What an authenticator app is told, as a picture, as a link and as text to type. */
export const TotpEnrolment = z.strictObject({
  secret: z.string(),
  otpauth_uri: z.string(),
  qr_svg: z.string(),
});
export type TotpEnrolment = z.infer<typeof TotpEnrolment>;

export const ConfirmTotpRequest = z.strictObject({ enrolment_token: GivenToken, code: GivenCode });

export const TotpConfirmed = LoggedIn.extend({ recovery_codes: RecoveryCodes });
export type TotpConfirmed = z.infer<typeof TotpConfirmed>;

export const VerifyTotpRequest = z
  .strictObject({
    login_token: GivenToken,
    code: GivenCode.optional(),
    recovery_code: GivenCode.optional(),
  })
  .refine(({ code, recovery_code }) => (code === undefined) !== (recovery_code === undefined), {
    path: ['code'],
    error: 'given, or else recovery_code',
  });
export type VerifyTotpRequest = z.infer<typeof VerifyTotpRequest>;

export const RenewRecoveryCodesRequest = z.strictObject({ code: GivenCode });

export const NewRecoveryCodes = z.strictObject({ recovery_codes: RecoveryCodes });
