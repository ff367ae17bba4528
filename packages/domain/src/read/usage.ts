import { AppError, monthAt, monthlyEvaluations, type UsageReport } from '@halyard/contracts';
import type { Database } from '@halyard/database';

const mostMonths = 13;

/** An organization's evaluations in the month that a time falls in, and in those before. */
export async function readUsage(
  database: Database,
  organizationId: string,
  now: Date,
): Promise<UsageReport> {
  const month = monthAt(now.getTime());
  const organization = await database.organization.findUnique({
    where: { id: organizationId },
    select: {
      plan: true,
      planStates: {
        where: { month: { lte: month.name } },
        orderBy: { month: 'desc' },
        take: mostMonths,
      },
    },
  });
  if (!organization) throw new AppError('not_found', 'There is no such organization.');
  const limit = monthlyEvaluations[organization.plan];
  const current = organization.planStates.find((state) => state.month === month.name);
  return {
    month: month.name,
    evaluations: Number(current?.evaluations ?? 0),
    ...(Number.isFinite(limit) && { limit }),
    ...(current?.level && { level: current.level }),
    resets_at: new Date(month.endsAtMs).toISOString(),
    months: organization.planStates
      .filter((state) => state !== current)
      .map((state) => ({ month: state.month, evaluations: Number(state.evaluations) })),
  };
}
