/** A time zone of the IANA database. */
export interface Zone {
  /** How far its clocks are ahead of UTC at an instant; both in milliseconds. */
  offsetAt(instantMs: number): number;
}

/** Zones change their offset at quarters of an hour only. */
const slotMs = 15 * 60_000;
const dayMs = 86_400_000;

const utc: Zone = { offsetAt: () => 0 };

/** Finds a zone by name; `undefined` when there is none of that name. */
export function findZone(name: string): Zone | undefined {
  if (name === 'UTC') return utc;
  // Offsets such as +01:00 are accepted by some engines and not by others.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  const format = createFormat(name);
  if (!format) return undefined;

  let knownSlot = Number.NaN;
  let knownOffset = 0;
  return {
    offsetAt(instantMs) {
      const slot = Math.floor(instantMs / slotMs);
      if (slot !== knownSlot) {
        knownOffset = readOffset(format, slot * slotMs);
        knownSlot = slot;
      }
      return knownOffset;
    },
  };
}

function createFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

/** `Intl` gives no offsets: what the zone's clocks show, read as UTC, less the instant. */
function readOffset(format: Intl.DateTimeFormat, instantMs: number): number {
  if (Number.isNaN(new Date(instantMs).getTime())) return 0;
  const shown = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(shown.get(name));
  const year = shown.get('era') === 'BC' ? 1 - part('year') : part('year');
  const wall = new Date(0);
  wall.setUTCFullYear(year, part('month') - 1, part('day'));
  wall.setUTCHours(part('hour'), part('minute'), part('second'));
  return wall.getTime() - Math.floor(instantMs / 1_000) * 1_000;
}

/**
 * The instant when a zone's clocks show a time, given as if it were UTC; all in milliseconds. Of
 * two such instants the earlier; for a time that clocks skip, the first instant after the gap.
 */
export function toInstantIn(zone: Zone, wallMs: number): number {
  const before = zone.offsetAt(wallMs - dayMs);
  const after = zone.offsetAt(wallMs + dayMs);
  const instants = [wallMs - before, wallMs - after].toSorted((one, other) => one - other);
  const exact = instants.find((instant) => instant + zone.offsetAt(instant) === wallMs);
  return exact ?? findChange(zone, instants[0]!, instants[1]!);
}

/** The instant between two at which the offset has changed. */
function findChange(zone: Zone, fromMs: number, toMs: number): number {
  const offset = zone.offsetAt(fromMs);
  let low = Math.floor(fromMs / slotMs);
  let high = Math.ceil(toMs / slotMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offsetAt(middle * slotMs) === offset) low = middle;
    else high = middle;
  }
  return high * slotMs;
}
