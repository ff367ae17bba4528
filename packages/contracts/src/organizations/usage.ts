import { z } from 'zod';

import { planLevels, plans } from '../plans/plan-levels.ts';

const monthlyEvaluations = z.int().optional();

/** A month of evaluations, `YYYY-MM`, UTC. */
const MonthUsage = z.strictObject({ month: z.string(), evaluations: z.int() });

/** A day of evaluations, `YYYY-MM-DD`, UTC. */
const DayUsage = z.strictObject({ date: z.iso.date(), evaluations: z.int() });

/** How far this month's evaluations have come, and those of months before, the latest first. */
export const UsageReport = z.strictObject({
  ...MonthUsage.shape,
  /** That the plan includes; absent where it has no limit. */
  limit: monthlyEvaluations,
  /** Absent while below the first. */
  level: z.enum(planLevels).optional(),
  /** When the next month begins. */
  resets_at: z.iso.datetime(),
  months: z.array(MonthUsage),
  /** The last 30 days, the oldest first, today last. */
  days: z.array(DayUsage),
});
export type UsageReport = z.infer<typeof UsageReport>;

export const PlanDetails = z.strictObject({
  plan: z.enum(plans),
  /** Absent where there is no limit. */
  monthly_evaluations: monthlyEvaluations,
});
export type PlanDetails = z.infer<typeof PlanDetails>;
