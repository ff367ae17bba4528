import { z } from 'zod';

import { ClientReporter } from './reporter.ts';

/** What became of one evaluation; its id was verified, and Smart Insights were on. */
export const FeedbackReport = z.strictObject({
  evaluationId: z.uuid(),
  /** Beginning of the ten minutes in which it was evaluated: Unix time, milliseconds. */
  evaluatedAtMs: z.int(),
  flagId: z.uuid(),
  environment: z.string(),
  /** What was served. */
  value: z.boolean(),
  result: z.boolean(),
  /** Microseconds. */
  latencyUs: z.int().nonnegative().optional(),
  errorType: z.string().optional(),
});
export type FeedbackReport = z.infer<typeof FeedbackReport>;

/** The feedback of one request, in its order; a batch may come twice, its id tells. */
export const FeedbackBatch = z.strictObject({
  /** UUID, version 7. */
  id: z.uuid(),
  organizationId: z.uuid(),
  applicationId: z.uuid(),
  reporter: ClientReporter,
  receivedAtMs: z.int(),
  reports: z.array(FeedbackReport),
});
export type FeedbackBatch = z.infer<typeof FeedbackBatch>;
