import {
  AppError,
  monthAt,
  parseInput,
  PlanFields,
  reachedLevel,
  type OrganizationDocument,
  type Plan,
} from '@halyard/contracts';
import { toOrganizationDocument } from '@halyard/database';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { toRecordedOrganization } from '../organizations/record.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';
import { lockPlans } from './lock.ts';
import { findNewestState } from './newest-state.ts';

export interface ChangePlanInput {
  organizationId: string;
  plan: Plan;
}

/**
 * Gives an organization another plan. How far this month's evaluations have come is then said of
 * that plan, so that a larger one unblocks them.
 */
export async function changePlan(
  ctx: Context,
  input: ChangePlanInput,
): Promise<OrganizationDocument> {
  const { organizationId: id } = input;
  authorise(ctx, 'plan:change', id);
  const { plan } = parseInput(PlanFields, { plan: input.plan });
  return withTransaction(ctx, async (tx) => {
    const [organization] = isUuid(id) ? await lockPlans(tx, [id]) : [];
    if (!organization) throw new AppError('not_found', 'There is no such organization.');
    const state = (await findNewestState(tx, id)) ?? undefined;
    const before = toOrganizationDocument(organization, state);
    if (organization.plan === plan) return before;
    const row = await tx.db.organization.update({ where: { id }, data: { plan } });
    const after = toOrganizationDocument(row, state && (await measureAnew(tx, state, plan)));
    await recordChange(tx, id, toRecordedOrganization(before, after, 'plan_changed'));
    return after;
  });
}

type PlanState = NonNullable<Awaited<ReturnType<typeof findNewestState>>>;

/** The level of this month by another plan; a month that is over keeps its own. */
async function measureAnew(tx: Transaction, state: PlanState, plan: Plan): Promise<PlanState> {
  const { organizationId, month, evaluations } = state;
  if (month !== monthAt(tx.ctx.now().getTime()).name) return state;
  return tx.db.planState.update({
    where: { organizationId_month: { organizationId, month } },
    data: { level: reachedLevel(plan, Number(evaluations)) ?? null },
  });
}
