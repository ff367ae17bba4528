import { AuditVerificationQuery, type AuditVerificationReport } from '@halyard/contracts';
import { ok, parseQuery, type MemberHandler } from '@halyard/http';

import type { AnalyticsDeps } from '../../analytics-deps.ts';
import { checkOrganization } from '../check-organization.ts';

export const verifyAudit =
  ({ verifyAudit: verify }: Pick<AnalyticsDeps, 'verifyAudit'>): MemberHandler =>
  async ({ caller, req }) => {
    checkOrganization(parseQuery(AuditVerificationQuery, req), caller);
    const { isIntact, ...found } = await verify(caller);
    return ok({ is_intact: isIntact, ...found } satisfies AuditVerificationReport);
  };
