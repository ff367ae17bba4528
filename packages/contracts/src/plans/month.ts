/** A calendar month in UTC. */
export interface Month {
  /** `YYYY-MM` */
  readonly name: string;
  /** Unix time, milliseconds. */
  readonly startsAtMs: number;
  /** When the next one begins. */
  readonly endsAtMs: number;
}

/** The month that a Unix time in milliseconds falls in. */
export function monthAt(timeMs: number): Month {
  const time = new Date(timeMs);
  const year = time.getUTCFullYear();
  const month = time.getUTCMonth();
  return {
    name: time.toISOString().slice(0, 7),
    startsAtMs: Date.UTC(year, month),
    endsAtMs: Date.UTC(year, month + 1),
  };
}
