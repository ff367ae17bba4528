import { AppError, monthlyEvaluations, type PlanDetails } from '@halyard/contracts';
import type { Database } from '@halyard/database';

/** An organization's plan, and what it includes. */
export async function readPlan(database: Database, organizationId: string): Promise<PlanDetails> {
  const row = await database.organization.findUnique({
    where: { id: organizationId },
    select: { plan: true },
  });
  if (!row) throw new AppError('not_found', 'There is no such organization.');
  const limit = monthlyEvaluations[row.plan];
  return { plan: row.plan, ...(Number.isFinite(limit) && { monthly_evaluations: limit }) };
}
