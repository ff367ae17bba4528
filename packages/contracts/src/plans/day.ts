const dayMs = 86_400_000;

/** The UTC day, `YYYY-MM-DD`, that a Unix time in milliseconds falls in. */
export const dayAt = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

/** The last so many UTC days up to the one that a Unix time in milliseconds falls in, oldest first. */
export const daysUpTo = (timeMs: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => dayAt(timeMs - (count - 1 - index) * dayMs));
