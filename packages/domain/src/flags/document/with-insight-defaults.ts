import type { FlagDocument } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';

/**
 * A flag with Smart Insights in those environments that it has newly, that say nothing of them, and
 * that have them by default. An enterprise flag, whose environments are several applications', has none.
 */
export async function withInsightDefaults(
  { db }: Transaction,
  before: FlagDocument | undefined,
  after: FlagDocument,
): Promise<FlagDocument> {
  const { organization_id: organizationId, application_id: applicationId } = after;
  const environments = Object.entries(after.environments);
  const silent = environments
    .filter(([name, { smart_insights }]) => smart_insights === undefined && !has(before, name))
    .map(([name]) => name);
  if (applicationId === null || silent.length === 0) return after;
  const rows = await db.environment.findMany({
    where: { organizationId, applicationId, name: { in: silent }, smartInsights: true },
    select: { name: true },
  });
  if (rows.length === 0) return after;
  const given = new Set(rows.map(({ name }) => name));
  return {
    ...after,
    environments: Object.fromEntries(
      environments.map(([name, environment]) =>
        given.has(name) ? [name, { ...environment, smart_insights: true }] : [name, environment],
      ),
    ),
  };
}

const has = (flag: FlagDocument | undefined, name: string): boolean =>
  flag !== undefined && Object.hasOwn(flag.environments, name);
