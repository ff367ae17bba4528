import type { FlagDocument, FlagFields } from '@halyard/contracts';
import { resolveSchedule } from '@halyard/core';

/**
 * What a flag's scheduled times mean today, kept beside their text so that a later change of a zone
 * moves nothing. Times that cannot be read are left to the flag's validation.
 */
export function resolveTimes(
  fields: FlagFields,
): Pick<FlagDocument, 'scheduled_start_utc' | 'scheduled_end_utc'> {
  const { startAt, endAt } = resolveSchedule(fields);
  return {
    ...(startAt !== undefined && { scheduled_start_utc: new Date(startAt).toISOString() }),
    ...(endAt !== undefined && { scheduled_end_utc: new Date(endAt).toISOString() }),
  };
}
