const dayMs = 86_400_000;

/** In seconds this is the year 5138, in milliseconds 1973. */
const leastMs = 100_000_000_000;

const isoForm = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * When an event happened, in Unix milliseconds: ISO 8601 (UTC where it names no offset), or Unix time in
 * seconds or milliseconds, told apart by size. What cannot be read, lies ahead, or is over a day old is now.
 */
export function readTime(value: unknown, nowMs: number): number {
  const timeMs = typeof value === 'number' ? fromNumber(value) : fromText(value);
  return timeMs <= nowMs && timeMs >= nowMs - dayMs ? timeMs : nowMs;
}

const fromNumber = (value: number): number => Math.round(value < leastMs ? value * 1_000 : value);

function fromText(value: unknown): number {
  if (typeof value !== 'string') return NaN;
  const form = isoForm.exec(value);
  if (!form) return NaN;
  const hasOffset = form[1] !== undefined || value.length <= 10;
  return Date.parse(hasOffset ? value : `${value}Z`);
}
