import { z } from 'zod';

import { VersionText } from '../inputs/version-number.ts';

/** Query of a segment's write that has no JSON body. */
export const ExpectedVersionQuery = z.strictObject({
  /** Refused with 409 when the segment has another one. */
  expected_version: VersionText.optional(),
});
