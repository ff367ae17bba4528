import {
  AppError,
  dayAt,
  daysUpTo,
  monthAt,
  monthlyEvaluations,
  type UsageReport,
} from '@halyard/contracts';
import type { Database } from '@halyard/database';

const mostMonths = 13;
const shownDays = 30;

/** An organization's evaluations in the month that a time falls in, in those before, and by day. */
export async function readUsage(
  database: Database,
  organizationId: string,
  now: Date,
): Promise<UsageReport> {
  const month = monthAt(now.getTime());
  const days = daysUpTo(now.getTime(), shownDays);
  const organization = await database.organization.findUnique({
    where: { id: organizationId },
    select: {
      plan: true,
      planStates: {
        where: { month: { lte: month.name } },
        orderBy: { month: 'desc' },
        take: mostMonths,
      },
      dailyUsages: { where: { day: { gte: new Date(days[0]!) } } },
    },
  });
  if (!organization) throw new AppError('not_found', 'There is no such organization.');
  const limit = monthlyEvaluations[organization.plan];
  const used = new Map(
    organization.dailyUsages.map(({ day, evaluations }) => [dayAt(day.getTime()), evaluations]),
  );
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
    days: days.map((date) => ({ date, evaluations: Number(used.get(date) ?? 0) })),
  };
}
