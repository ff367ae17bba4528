import { z } from 'zod';

import { ChangeReason } from '../inputs/change-reason.ts';
import { VersionNumber } from '../inputs/version-number.ts';
import { yesOrNo } from '../inputs/yes-or-no.ts';

const CopyFields = z.strictObject({
  /** Name of the environment whose configuration is copied. */
  from: z.string('the name of an environment'),
  /** Copies the switch, too; else each environment stays on or off as it is. */
  copy_enabled: yesOrNo.default(false),
  /** Lets the last rule of an enabled environment go although no percentage is set. */
  confirm: yesOrNo.default(false),
  ...ChangeReason.shape,
});

/** What one environment of a flag is to have of another. */
export const CopyFlagEnvironmentRequest = CopyFields.extend({
  expected_version: VersionNumber.optional(),
});

/** What one environment is to have of another, of all of an application's flags. */
export const CopyEnvironmentRequest = CopyFields.extend({
  /** Says what would change, and changes nothing. */
  dry_run: yesOrNo.default(false),
});
