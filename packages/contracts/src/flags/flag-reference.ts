import { z } from 'zod';

const applicationExpected = 'the id of an application';

/** Query beside a flag's key in a path: which one is meant where several flags have it. */
export const FlagReferenceQuery = z.strictObject({
  application_id: z.uuid(applicationExpected).optional(),
  scope: z.enum(['application', 'enterprise'], 'application or enterprise').optional(),
});
export type FlagReferenceQuery = z.infer<typeof FlagReferenceQuery>;
