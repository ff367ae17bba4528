const form =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

export interface IsoDate {
  /** The time as written, read as if it were UTC; Unix time, milliseconds. */
  readonly wallMs: number;
  /** How far the written offset is ahead of UTC, milliseconds; `undefined` when none was written. */
  readonly offsetMs: number | undefined;
}

const minuteMs = 60_000;

/** Reads an ISO 8601 date or date and time; `undefined` for what is none or does not exist. */
export function parseIsoDate(text: string): IsoDate | undefined {
  const match = form.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  if (hour > 23 || minute > 59 || second > 59) return undefined;

  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const wallMs = date.setUTCHours(hour, minute, second, milliseconds);
  const offsetMs = match[8] === undefined ? undefined : parseOffset(match[8]);
  return Number.isNaN(offsetMs) ? undefined : { wallMs, offsetMs };
}

/** Milliseconds ahead of UTC; NaN for an offset that does not exist. */
function parseOffset(text: string): number {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return Number.NaN;
  const offset = (hours * 60 + minutes) * minuteMs;
  return text.startsWith('-') ? -offset : offset;
}

/** Numbers from here on are milliseconds, smaller ones seconds. */
const firstMilliseconds = 1e11;

/** An instant as Unix time in milliseconds: an ISO date (without offset UTC) or a number. */
export function toInstant(value: unknown): number | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return undefined;
    return Math.abs(value) >= firstMilliseconds ? value : value * 1_000;
  }
  const date = typeof value === 'string' ? parseIsoDate(value) : undefined;
  return date && date.wallMs - (date.offsetMs ?? 0);
}
