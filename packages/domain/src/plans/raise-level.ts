import type { Plan, PlanLevel } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { lockPlans } from './lock.ts';
import { raiseTo } from './raise-to.ts';

export interface RaisePlanLevelInput {
  organizationId: string;
  /** `YYYY-MM`, UTC. */
  month: string;
  level: PlanLevel;
  /** The plan that the level is of. */
  plan: Plan;
}

/**
 * Raises how far a month's evaluations have come, as a node saw it; never lowers it, so twice is
 * the same as once. Says nothing any more where the organization has another plan by now.
 */
export async function raisePlanLevel(ctx: Context, input: RaisePlanLevelInput): Promise<void> {
  const { organizationId, month, level, plan } = input;
  authorise(ctx, 'plan:meter', organizationId);
  await withTransaction(ctx, async (tx) => {
    const [organization] = await lockPlans(tx, [organizationId]);
    if (organization?.plan !== plan) return;
    const state = await tx.db.planState.findUnique({
      where: { organizationId_month: { organizationId, month } },
    });
    const { level: before = null, evaluations = 0 } = state ?? {};
    await raiseTo(tx, organization, { month, level: before, evaluations }, level);
  });
}
