import { z } from 'zod';

const timeRanges = ['1h', '24h', '7d', '30d', '90d'] as const;

/** How far back to look. */
export const TimeRange = z.enum(timeRanges, `one of ${timeRanges.join(', ')}`);
export type TimeRange = z.infer<typeof TimeRange>;

/** What a query says of it: so far where it says nothing. */
export const timeRange = (usual: TimeRange) =>
  TimeRange.default(usual).describe(
    `How far back: ${usual} where it is left out. The hour in which that begins is in it as a whole.`,
  );
