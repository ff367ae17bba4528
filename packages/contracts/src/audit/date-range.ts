import { z } from 'zod';

const expected = 'a date (2026-01-31), or a time with its offset (2026-01-31T12:00:00Z)';

const Day = z.iso.date();
const Time = z.iso.datetime({ offset: true });

/** What PostgreSQL can compare; nothing was done before, nor after. */
const earliestMs = 0;
const latestMs = Date.UTC(9999, 11, 31);

/** A bound of a range of times, whose days begin or end at this time of theirs (UTC). */
const bound = (timeOfDay: string) =>
  z.string(expected).transform((given, { addIssue }) => {
    // A plus sign that was not encoded arrives as a blank.
    const text = given.toUpperCase().replace(/ (?=\d\d:\d\d$)/, '+');
    const time = Day.safeParse(text).success ? `${text}T${timeOfDay}Z` : text;
    if (!Time.safeParse(time).success) addIssue({ code: 'custom', message: expected });
    return new Date(Math.min(Math.max(Date.parse(time), earliestMs), latestMs));
  });

/** From when and until when, both included; of a date the whole day, in UTC. */
export const dateRange = {
  start_date: bound('00:00:00.000').optional().describe(`From then on: ${expected}.`),
  end_date: bound('23:59:59.999').optional().describe(`Until then, included: ${expected}.`),
};
