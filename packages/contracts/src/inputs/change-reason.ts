import { z } from 'zod';

import { refuseUnstorable } from './storable.ts';
import { longText } from './text.ts';

/** Why something is changed, in the words of whoever changes it. */
export const ChangeReason = z.strictObject({
  reason: longText(1_000).superRefine(refuseUnstorable).optional(),
});
