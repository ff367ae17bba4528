import type { Month, OrganizationDocument, Plan, PlanLevel } from '@halyard/contracts';

/** What this node knows of an organization's evaluations of one month. */
export interface MonthUsage {
  /** As it was last seen. */
  organization: OrganizationDocument;
  readonly month: Month;
  /** Evaluations that are not in the shared counter yet. */
  noted: number;
  /** What the shared counter said; it never falls, whatever becomes of the counter. */
  total: number;
  /** Set from when this node's addition was a counter's first until it is seeded. */
  beginning: CounterBeginning | undefined;
  /** The last level that was put on the queue, and the plan it is of. */
  told: { readonly plan: Plan; readonly level: PlanLevel } | undefined;
}

/** How a shared counter began. */
interface CounterBeginning {
  /** What this node knew of the month before: of a counter that was lost. */
  readonly knownBefore: number;
  readonly firstAmount: number;
  /** It could not be seeded when it began. */
  readonly isLate: boolean;
}

export const createMonthUsage = (organization: OrganizationDocument, month: Month): MonthUsage => ({
  organization,
  month,
  noted: 0,
  total: 0,
  beginning: undefined,
  told: undefined,
});
