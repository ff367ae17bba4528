import type { FlagInsights, FlagInsightsQuery } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import { findFlag, type FlagName } from '../flags.ts';
import { readInsightCounts } from './insight-counts.ts';
import { addInsightCounts, createInsightCounts, toInsightFigures } from './insight-figures.ts';
import { rangeStart } from './range-start.ts';

export type FlagInsightsInput = FlagName & FlagInsightsQuery;

/** What feedback says of a flag in one environment up to now, by the time of the evaluations. */
export async function readFlagInsights(
  database: Pick<Database, 'flag' | '$queryRaw'>,
  { environment, time_range, ...name }: FlagInsightsInput,
  now: Date,
): Promise<FlagInsights> {
  const { id: flagId, key, environments } = await findFlag(database, name);
  const { organizationId } = name;
  const start = rangeStart(time_range, now);
  const filter = { organizationId, flagId, environment, start, now };
  const { true: served, false: notServed } = await readInsightCounts(database, filter);
  const all = createInsightCounts();
  addInsightCounts(all, served);
  addInsightCounts(all, notServed);
  const found = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  return {
    flag_id: flagId,
    flag_key: key,
    environment,
    time_range,
    smart_insights: found?.smart_insights === true,
    ...toInsightFigures(all),
    by_value: [
      { value: true, ...toInsightFigures(served) },
      { value: false, ...toInsightFigures(notServed) },
    ],
  };
}
