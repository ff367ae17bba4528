import { z } from 'zod';

import { refuseUnstorable } from './storable.ts';
import { text } from './text.ts';

/** What people say of an application. */
export const ApplicationFields = z.strictObject({ name: text(100) }).superRefine(refuseUnstorable);
