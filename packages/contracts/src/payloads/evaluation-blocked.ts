import { z } from 'zod';

/** An organization's evaluations were refused because of its plan; once a day and node at most. */
export const EvaluationBlocked = z.strictObject({ organizationId: z.uuid() });
