import { FlagAuditQuery } from '@halyard/contracts';
import { findAuditedFlag, listAuditEntries } from '@halyard/domain/read';
import { parseQuery, type MemberHandler } from '@halyard/http';

import type { AnalyticsDeps } from '../analytics-deps.ts';
import { answerPage } from './answer-page.ts';

export const listFlagAudit =
  ({ database }: Pick<AnalyticsDeps, 'database'>): MemberHandler =>
  async ({ caller: { organizationId }, params, req }) => {
    const query = parseQuery(FlagAuditQuery, req);
    const { application_id, scope, limit, offset, cursor, ...filter } = query;
    const flag = { organizationId, name: params[0]!, application_id, scope };
    const flag_id = await findAuditedFlag(database, flag);
    const entries = { organization_id: organizationId, flag_id, ...filter };
    return answerPage(await listAuditEntries(database, entries, { limit, offset, cursor }));
  };
