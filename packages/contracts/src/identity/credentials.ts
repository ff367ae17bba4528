import { z } from 'zod';

import { refuseUnstorable } from '../inputs/storable.ts';
import { text } from '../inputs/text.ts';

const emailExpected = 'an e-mail address of at most 254 characters';

/** An e-mail address; in lower case, since nobody means two people by its case. */
export const EmailAddress = z
  .string(emailExpected)
  .trim()
  .toLowerCase()
  .max(254, emailExpected)
  .pipe(z.email(emailExpected));

const passwordExpected = 'a password of 12 to 1024 characters';

/** A new password. Length is all that is asked for: rules on characters make worse ones. */
export const NewPassword = z
  .string(passwordExpected)
  .min(12, passwordExpected)
  .max(1_024, passwordExpected);

/** A password that is to be compared; whatever it is, it is wrong rather than invalid. */
export const GivenPassword = z.string('the password').max(1_024, 'the password');

/** What a person, or an organization of theirs, is called. */
export const PersonName = text(100).superRefine(refuseUnstorable);

/** A code of six digits, or a recovery code; which one, the field says. */
export const GivenCode = z.string('a code').min(1, 'a code').max(64, 'a code');

/** A ticket or a one-time token, as it was given out. */
export const GivenToken = z.string('the token').min(1, 'the token').max(512, 'the token');
