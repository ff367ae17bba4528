import type { Report } from '../problem.ts';
import { toInstant } from '../time/iso-date.ts';
import { findZone, type Zone } from '../time/zone.ts';
import { never, one, perElement, readEach, type Operator } from './operator.ts';

const comparing = (compare: (seen: number, bound: number) => boolean): Operator =>
  one(([value], _options, report) => {
    const bound = toInstant(value);
    if (bound === undefined) {
      report('values[0]', 'an ISO 8601 date, or Unix time');
      return never;
    }
    return {
      matches(seen) {
        const instant = toInstant(seen);
        return instant !== undefined && compare(instant, bound);
      },
    };
  });

const secondMs = 1_000;
const dayMs = 86_400_000;
const timeForm = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** Milliseconds since midnight. */
function readTimeOfDay(value: unknown, field: string, report: Report): number | undefined {
  const match = typeof value === 'string' ? timeForm.exec(value) : null;
  if (!match) {
    report(field, 'a time of day such as 09:30');
    return undefined;
  }
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return ((hours! * 60 + minutes!) * 60 + seconds!) * secondMs;
}

function readZone(value: unknown, field: string, report: Report): Zone | undefined {
  const zone = typeof value === 'string' ? findZone(value) : undefined;
  if (!zone) report(field, 'a time zone such as Europe/Paris');
  return zone;
}

/** What the zone's clocks show at an instant, as if it were UTC. */
const toWall = (zone: Zone, instant: number): number => instant + zone.offsetAt(instant);

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

const timeOfDayBetween = perElement([2, 3], ([from, to, zoneName = 'UTC'], _options, report) => {
  const start = readTimeOfDay(from, 'values[0]', report);
  const end = readTimeOfDay(to, 'values[1]', report);
  const zone = readZone(zoneName, 'values[2]', report);
  if (start === undefined || end === undefined || !zone) return never;
  if (start === end) report('values[1]', 'another time than values[0]');
  return {
    matches(seen) {
      const instant = toInstant(seen);
      if (instant === undefined) return false;
      const time = modulo(toWall(zone, instant), dayMs);
      return start < end ? time >= start && time < end : time >= start || time < end;
    },
  };
});

/** From the first day of Unix time, a Thursday. */
const days = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

const readDay = (value: unknown): string | undefined => days.find((day) => day === value);

const dayOfWeekIn = perElement([1, 8], (values, _options, report) => {
  const last = values.at(-1);
  const hasZone = typeof last === 'string' && !days.includes(last) && values.length > 1;
  const zone = hasZone ? readZone(last, `values[${values.length - 1}]`, report) : findZone('UTC');
  const names = hasZone ? values.slice(0, -1) : values;
  const expected = 'a day: mon, tue, wed, thu, fri, sat or sun';
  const wanted = new Set(readEach(names, readDay, expected, report));
  if (!zone) return never;
  return {
    matches(seen) {
      const instant = toInstant(seen);
      if (instant === undefined) return false;
      return wanted.has(days[modulo(Math.floor(toWall(zone, instant) / dayMs), days.length)]!);
    },
  };
});

export const time: Record<string, Operator> = {
  before: comparing((seen, bound) => seen < bound),
  after: comparing((seen, bound) => seen > bound),
  time_of_day_between: timeOfDayBetween,
  day_of_week_in: dayOfWeekIn,
};
