import type { PlanLevel } from '../plans/plan-levels.ts';

/** How far a month's evaluations have come. */
export interface PlanLevelPassed {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  readonly level: PlanLevel;
  /** At least so many. */
  readonly evaluations: number;
  /** As many as the plan includes. */
  readonly limit: number;
}

/** Kind of what an organization is told → what is said. */
export interface NotificationContents {
  limit_warning: PlanLevelPassed;
  limit_exceeded: PlanLevelPassed;
  hard_overage_reached: PlanLevelPassed;
  /** To one webhook alone. */
  webhook_test: { readonly webhook_id: string };
}

export type NotificationKind = keyof NotificationContents;

/** Something that an organization is told: a kind, and what is said. */
export type Notification = {
  [K in NotificationKind]: { readonly kind: K; readonly content: NotificationContents[K] };
}[NotificationKind];
