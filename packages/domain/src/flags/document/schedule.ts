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

/** What a flag's scheduled times meant when they were written. */
export const timesOf = ({ scheduled_start_utc, scheduled_end_utc }: FlagDocument) => ({
  ...(scheduled_start_utc !== undefined && { scheduled_start_utc }),
  ...(scheduled_end_utc !== undefined && { scheduled_end_utc }),
});

/** A changed flag whose scheduled times, where they are said as before, mean what they meant. */
export const keepTimes = (before: FlagDocument, after: FlagDocument): FlagDocument =>
  said.every((field) => before[field] === after[field]) ? { ...after, ...timesOf(before) } : after;

const said = ['scheduled_start_at', 'scheduled_end_at', 'scheduling_timezone'] as const;
