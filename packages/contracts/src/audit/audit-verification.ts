import { z } from 'zod';

/** Whether an organization's audit is what was written, all of it and nothing else. */
export const AuditVerificationReport = z.strictObject({
  is_intact: z.boolean(),
  entries: z.int(),
  /** Of those, how many had a person that has been forgotten. */
  erased: z.int(),
  /** Signatures, one at every 1 000th entry. */
  checkpoints: z.int(),
  /** About the first 1 000. */
  problems: z.array(
    z.strictObject({
      /** Which entry, counted from the organization's first. */
      seq: z.int(),
      what: z.string(),
    }),
  ),
});
export type AuditVerificationReport = z.infer<typeof AuditVerificationReport>;
