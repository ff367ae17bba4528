import { z } from 'zod';

import { refuseUnstorable } from './storable.ts';
import { text } from './text.ts';

/** What people say of an organization. */
export const OrganizationFields = z.strictObject({ name: text(100) }).superRefine(refuseUnstorable);
