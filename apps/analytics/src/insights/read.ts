import { FlagInsightsQuery } from '@halyard/contracts';
import { readFlagInsights } from '@halyard/domain/read';
import { ok, parseQuery, type MemberHandler } from '@halyard/http';

import type { AnalyticsDeps } from '../analytics-deps.ts';

export const readInsights =
  ({ database, now }: Pick<AnalyticsDeps, 'database' | 'now'>): MemberHandler =>
  async ({ caller: { organizationId }, params, req }) => {
    const flag = { organizationId, name: params[0]!, ...parseQuery(FlagInsightsQuery, req) };
    return ok(await readFlagInsights(database, flag, new Date(now())));
  };
