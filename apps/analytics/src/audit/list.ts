import { AuditQuery } from '@halyard/contracts';
import { listAuditEntries } from '@halyard/domain/read';
import { parseQuery, type MemberHandler } from '@halyard/http';

import type { AnalyticsDeps } from '../analytics-deps.ts';
import { answerPage } from './answer-page.ts';
import { checkOrganization } from './check-organization.ts';

export const listAudit =
  ({ database }: Pick<AnalyticsDeps, 'database'>): MemberHandler =>
  async ({ caller, req }) => {
    const { limit, offset, cursor, ...filter } = parseQuery(AuditQuery, req);
    checkOrganization(filter, caller);
    return answerPage(await listAuditEntries(database, filter, { limit, offset, cursor }));
  };
