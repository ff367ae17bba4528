import { z } from 'zod';

const count = z.int().nonnegative();

/** What became of a request's events; together they are all of them. */
export const TelemetryReceipt = z.strictObject({
  accepted: count,
  /** Not as they must be. */
  rejected: count,
  /** Of flags that are not there. */
  unknown_flags: count,
});
export type TelemetryReceipt = z.infer<typeof TelemetryReceipt>;
