import { z } from 'zod';

import { refuseUnstorable } from './storable.ts';
import { text } from './text.ts';

/** What people say of a new key beside where it belongs and how long it holds. */
export const ApiKeyFields = z
  .strictObject({
    name: text(200),
    /** Stands in the key itself, which travels in headers. */
    tag: z.string().regex(/^[A-Za-z0-9-]{1,32}$/, '1 to 32 letters, digits or "-"'),
  })
  .superRefine(refuseUnstorable);
