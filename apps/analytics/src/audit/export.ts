import { AuditExportQuery } from '@halyard/contracts';
import { exportAuditEntries, findAuditedFlag } from '@halyard/domain/read';
import { parseQuery, type MemberHandler } from '@halyard/http';

import type { AnalyticsDeps } from '../analytics-deps.ts';
import { checkOrganization } from './check-organization.ts';
import { writeCsv } from './formats/write-csv.ts';
import { writeJson } from './formats/write-json.ts';

const formats = {
  csv: { contentType: 'text/csv; charset=utf-8; header=present', write: writeCsv },
  json: { contentType: 'application/json; charset=utf-8', write: writeJson },
} as const;

export const exportAudit =
  ({ database }: Pick<AnalyticsDeps, 'database'>): MemberHandler =>
  async ({ caller, req }) => {
    const { format, ...filter } = parseQuery(AuditExportQuery, req);
    checkOrganization(filter, caller);
    const { organization_id: organizationId, flag_id: name } = filter;
    if (name !== undefined) await findAuditedFlag(database, { organizationId, name });
    const { contentType, write } = formats[format];
    return {
      status: 200,
      stream: { contentType, chunks: write(exportAuditEntries(database, filter)) },
      headers: { 'content-disposition': `attachment; filename="audit-log.${format}"` },
    };
  };
