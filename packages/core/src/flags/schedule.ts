import { isMissing, isObject, own, type JsonObject } from '../json.ts';
import type { Report } from '../problem.ts';
import { parseIsoDate, toInstant } from '../time/iso-date.ts';
import { findZone, toInstantIn, type Zone } from '../time/zone.ts';

/** When a flag may be on: from `startAt` until just before `endAt`; Unix time, milliseconds. */
export interface Schedule {
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
}

export const isOpen = ({ startAt, endAt }: Schedule, now: number): boolean =>
  (startAt === undefined || now >= startAt) && (endAt === undefined || now < endAt);

/** Takes away the instants beside the scheduled times: they are the server's to resolve. */
export const withoutInstants = { scheduled_start_utc: undefined, scheduled_end_utc: undefined };

/** A flag's times: the instants stored beside them where there are any, else what is written. */
export function compileSchedule(flag: JsonObject, report: Report): Schedule {
  const stored = {
    startAt: readInstant(flag, 'scheduled_start'),
    endAt: readInstant(flag, 'scheduled_end'),
  };
  // What is stored is not read again: this node may not even know the zone.
  const written = isComplete(stored, flag) ? stored : readWritten(flag, report);
  const schedule = {
    startAt: stored.startAt ?? written.startAt,
    endAt: stored.endAt ?? written.endAt,
  };
  if (!isInOrder(schedule)) report('scheduled_end_at', 'later than scheduled_start_at');
  return schedule;
}

/**
 * The instants that a flag's scheduled times mean by the zone data of today, in Unix time,
 * milliseconds, to be stored beside them; what cannot be read is left out. Takes any JSON.
 */
export function resolveSchedule(flag: unknown): { startAt?: number; endAt?: number } {
  if (!isObject(flag)) return {};
  const { startAt, endAt } = readWritten(flag, () => undefined);
  return { ...(startAt !== undefined && { startAt }), ...(endAt !== undefined && { endAt }) };
}

const isInOrder = ({ startAt, endAt }: Schedule): boolean =>
  startAt === undefined || endAt === undefined || startAt < endAt;

/** Whether there are scheduled times, and an instant for each. */
function isComplete({ startAt, endAt }: Schedule, flag: JsonObject): boolean {
  const hasStart = !isMissing(own(flag, 'scheduled_start_at'));
  const hasEnd = !isMissing(own(flag, 'scheduled_end_at'));
  return (
    (hasStart || hasEnd) && hasStart === (startAt !== undefined) && hasEnd === (endAt !== undefined)
  );
}

/** The instant stored beside a time; without the time it means nothing. */
function readInstant(flag: JsonObject, time: string): number | undefined {
  const instant = own(flag, `${time}_utc`);
  if (isMissing(own(flag, `${time}_at`)) || typeof instant !== 'string') return undefined;
  return toInstant(instant);
}

function readWritten(flag: JsonObject, report: Report): Schedule {
  const zone = readZone(flag, report);
  return {
    startAt: readTime(flag, 'scheduled_start_at', zone, report),
    endAt: readTime(flag, 'scheduled_end_at', zone, report),
  };
}

function readZone(flag: JsonObject, report: Report): Zone | undefined {
  const name = own(flag, 'scheduling_timezone') ?? 'UTC';
  const zone = typeof name === 'string' ? findZone(name) : undefined;
  if (!zone) report('scheduling_timezone', 'a time zone such as Europe/Paris');
  return zone;
}

/** A time with an offset is an instant; without one it is what the zone's clocks show. */
function readTime(
  flag: JsonObject,
  field: string,
  zone: Zone | undefined,
  report: Report,
): number | undefined {
  const value = own(flag, field);
  if (isMissing(value)) return undefined;
  const date = typeof value === 'string' ? parseIsoDate(value) : undefined;
  if (!date) {
    report(field, 'an ISO 8601 date and time');
    return undefined;
  }
  if (date.offsetMs !== undefined) return date.wallMs - date.offsetMs;
  return zone && toInstantIn(zone, date.wallMs);
}
