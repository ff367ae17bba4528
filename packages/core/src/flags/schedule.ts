import { isMissing, own, type JsonObject } from '../json.ts';
import type { Report } from '../problem.ts';
import { parseIsoDate } from '../time/iso-date.ts';
import { findZone, toInstantIn, type Zone } from '../time/zone.ts';

/** When a flag may be on: from `startAt` until just before `endAt`; Unix time, milliseconds. */
export interface Schedule {
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
}

export const isOpen = ({ startAt, endAt }: Schedule, now: number): boolean =>
  (startAt === undefined || now >= startAt) && (endAt === undefined || now < endAt);

export function compileSchedule(flag: JsonObject, report: Report): Schedule {
  const zone = readZone(flag, report);
  const startAt = readTime(flag, 'scheduled_start_at', zone, report);
  const endAt = readTime(flag, 'scheduled_end_at', zone, report);
  if (startAt !== undefined && endAt !== undefined && endAt <= startAt) {
    report('scheduled_end_at', 'later than scheduled_start_at');
  }
  return { startAt, endAt };
}

function readZone(flag: JsonObject, report: Report): Zone {
  const name = own(flag, 'scheduling_timezone') ?? 'UTC';
  const zone = typeof name === 'string' ? findZone(name) : undefined;
  if (zone) return zone;
  report('scheduling_timezone', 'a time zone such as Europe/Paris');
  return findZone('UTC')!;
}

/** A time with an offset is an instant; without one it is what the zone's clocks show. */
function readTime(flag: JsonObject, field: string, zone: Zone, report: Report): number | undefined {
  const value = own(flag, field);
  if (isMissing(value)) return undefined;
  const date = typeof value === 'string' ? parseIsoDate(value) : undefined;
  if (!date) {
    report(field, 'an ISO 8601 date and time');
    return undefined;
  }
  return date.offsetMs === undefined ? toInstantIn(zone, date.wallMs) : date.wallMs - date.offsetMs;
}
