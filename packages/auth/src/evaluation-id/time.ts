const epochMs = Date.UTC(2025, 0);
const unitMs = 10 * 60 * 1_000;
const validUnits = (30 * 24 * 60 * 60 * 1_000) / unitMs;

/** Whole units of ten minutes since 2025. */
export const toTimeUnits = (ms: number): number => Math.floor((ms - epochMs) / unitMs);

export const toMs = (units: number): number => epochMs + units * unitMs;

/** For 30 days at least, and where another node's clock is up to a unit ahead. */
export function isValidAt(units: number, nowMs: number): boolean {
  const age = toTimeUnits(nowMs) - units;
  return age >= -1 && age <= validUnits;
}
