import type { TimeRange } from '@halyard/contracts';

const hourMs = 3_600_000;

const hoursOf = {
  '1h': 1,
  '24h': 24,
  '7d': 7 * 24,
  '30d': 30 * 24,
  '90d': 90 * 24,
} as const satisfies Record<TimeRange, number>;

/** When a range that ends now begins. Counts are kept by the hour: the first hour is in it as a whole. */
export const rangeStart = (range: TimeRange, now: Date): Date =>
  new Date((Math.floor(now.getTime() / hourMs) - hoursOf[range]) * hourMs);
