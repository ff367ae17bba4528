import type { Database } from './client.ts';

/** An organization's evaluations of a month (`YYYY-MM`, UTC), as far as they are durably known. */
export async function readEvaluations(
  database: Pick<Database, 'planState'>,
  organizationId: string,
  month: string,
): Promise<number> {
  const state = await database.planState.findUnique({
    where: { organizationId_month: { organizationId, month } },
    select: { evaluations: true },
  });
  return Number(state?.evaluations ?? 0);
}
