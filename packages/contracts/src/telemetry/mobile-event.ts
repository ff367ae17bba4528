import { z } from 'zod';

/**
 * Body of `POST /v1/events`. It is counted where it names a flag, among its properties or beside them,
 * as `flag_key`, `flagKey` or `flag`.
 */
export const ReportEventRequest = z.looseObject({
  /** The event's name. */
  event: z.unknown().optional(),
  /** `userId` and `attributes`. */
  context: z.unknown().optional(),
  properties: z.unknown().optional(),
});
