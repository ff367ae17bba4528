import { reachedLevel, type OrganizationUsage, type PlanLevel } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';
import { lockPlans } from './lock.ts';
import { raiseTo } from './raise-to.ts';

/**
 * Adds evaluations to their organizations' days and months, and raises the levels that these come to by
 * it. Locks organizations and their heads: the last thing of a transaction.
 */
export async function addUsage(
  tx: Transaction,
  usage: readonly OrganizationUsage[],
): Promise<void> {
  if (usage.length === 0) return;
  const plans = await lockPlans(
    tx,
    usage.map(({ organizationId }) => organizationId),
  );
  await addToDays(tx, usage);
  const states = await addToMonths(tx, usage);
  for (const plan of plans) {
    for (const state of states.filter(({ organizationId }) => organizationId === plan.id)) {
      const level = reachedLevel(plan.plan, Number(state.evaluations));
      if (level) await raiseTo(tx, plan, state, level);
    }
  }
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
