import { z } from 'zod';

import { ChangeReason } from '../inputs/change-reason.ts';
import { EnvironmentFields } from '../inputs/environment-fields.ts';
import { VersionNumber, VersionText } from '../inputs/version-number.ts';
import { yesOrNo } from '../inputs/yes-or-no.ts';
import { FlagReferenceQuery } from './flag-reference.ts';

const ofEveryWrite = {
  /** Refused with 409 when the flag has another one. */
  expected_version: VersionNumber.optional(),
  ...ChangeReason.shape,
};

/** Archives a flag, and restores one as well. */
export const ArchiveFlagRequest = z.strictObject(ofEveryWrite);

const written = {
  ...ofEveryWrite,
  /** The last rule of an enabled environment may go although no percentage is set. */
  confirm: yesOrNo.optional(),
};

/**
 * Beside this, the flag's fields: all of them anew, short forms included; what is left out is not set
 * any more. What cannot be written (`id`, `created_at` …) may be sent back as it was read.
 */
export const ReplaceFlagRequest = z.looseObject(written);

/**
 * Beside this, a JSON merge patch of the flag's fields: environments merge by name, lists replace,
 * null removes. What cannot be written may be sent back as it was read.
 */
export const PatchFlagRequest = z.looseObject(written);

export const ToggleFlagRequest = z.strictObject({
  ...ofEveryWrite,
  environment: EnvironmentFields.shape.name,
  enabled: yesOrNo,
});

export const RollBackFlagRequest = z.strictObject({
  ...written,
  /** The one whose content is to hold again. */
  version: VersionNumber,
});

/** Query of a flag's deletion, which has no body. */
export const DeleteFlagQuery = FlagReferenceQuery.extend({
  /** Refused with 409 when the flag has another one. */
  expected_version: VersionText.optional(),
});
