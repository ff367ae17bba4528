import { reachedLevel, type OrganizationUsage, type PlanLevel } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { lockPlans } from './lock.ts';
import { raiseTo } from './raise-to.ts';

export interface AddUsageInput {
  /** Which batch of which start of which node. */
  node: string;
  boot: string;
  n: number;
  usage: readonly OrganizationUsage[];
}

/**
 * Adds a batch's evaluations to its organizations' days and months, and raises the levels that these come to
 * by it. A batch counts once, however often and in whatever order batches come.
 */
export async function addUsage(ctx: Context, input: AddUsageInput): Promise<void> {
  authorise(ctx, 'plan:meter', null);
  if (input.usage.length === 0) return;
  await withTransaction(ctx, async (tx) => {
    if (!(await isNew(tx, input))) return;
    const plans = await lockPlans(
      tx,
      input.usage.map(({ organizationId }) => organizationId),
    );
    await addToDays(tx, input.usage);
    const states = await addToMonths(tx, input.usage);
    for (const plan of plans) {
      for (const state of states.filter(({ organizationId }) => organizationId === plan.id)) {
        const level = reachedLevel(plan.plan, Number(state.evaluations));
        if (level) await raiseTo(tx, plan, state, level);
      }
    }
  });
}

/** Marks a batch as taken in; false where it was already. */
async function isNew({ db, ctx }: Transaction, { node, boot, n }: AddUsageInput): Promise<boolean> {
  const marked = await db.$executeRaw`
    INSERT INTO processed_batch (node, boot, n, processed_at)
    VALUES (${node}, ${boot}::uuid, ${n}, ${ctx.now().toISOString()}::timestamptz)
    ON CONFLICT DO NOTHING`;
  return marked > 0;
}

interface MonthState {
  organizationId: string;
  month: string;
  evaluations: bigint;
  level: PlanLevel | null;
}

/** What organizations that are gone used is left out, here and below. */
const addToDays = ({ db }: Transaction, usage: readonly OrganizationUsage[]): Promise<number> =>
  db.$executeRaw`
    INSERT INTO daily_usage (organization_id, day, evaluations)
    SELECT organization.id, used.day, sum(used.evaluations)
    FROM json_to_recordset(${JSON.stringify(usage)}::json)
      AS used ("organizationId" uuid, day date, evaluations bigint)
    JOIN organization ON organization.id = used."organizationId"
    GROUP BY organization.id, used.day
    ON CONFLICT (organization_id, day)
      DO UPDATE SET evaluations = daily_usage.evaluations + excluded.evaluations`;

const addToMonths = (
  { db }: Transaction,
  usage: readonly OrganizationUsage[],
): Promise<MonthState[]> =>
  db.$queryRaw<MonthState[]>`
    INSERT INTO plan_state (organization_id, month, evaluations)
    SELECT organization.id, left(used.day, 7), sum(used.evaluations)
    FROM json_to_recordset(${JSON.stringify(usage)}::json)
      AS used ("organizationId" uuid, day text, evaluations bigint)
    JOIN organization ON organization.id = used."organizationId"
    GROUP BY organization.id, left(used.day, 7)
    ON CONFLICT (organization_id, month)
      DO UPDATE SET evaluations = plan_state.evaluations + excluded.evaluations
    RETURNING organization_id::text AS "organizationId", month::text, evaluations, level::text`;
