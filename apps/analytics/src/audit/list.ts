import { AuditQuery } from '@halyard/contracts';
import { listAuditEntries } from '@halyard/domain/read';
import { ok, parseQuery, type MemberHandler } from '@halyard/http';

import type { AnalyticsDeps } from '../analytics-deps.ts';
import { checkOrganization } from './check-organization.ts';

export const listAudit =
  ({ database }: Pick<AnalyticsDeps, 'database'>): MemberHandler =>
  async ({ caller, req }) => {
    const { limit, offset, cursor, ...filter } = parseQuery(AuditQuery, req);
    checkOrganization(filter, caller);
    return ok(await listAuditEntries(database, filter, { limit, offset, cursor }));
  };
