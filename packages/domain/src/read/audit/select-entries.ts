import type { AuditEntryDetails, AuditExportQuery } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

import type { AuditFacts } from '../../audit/canonical.ts';

/** Which entries, of one organization. */
export type AuditFilter = Omit<AuditExportQuery, 'format'>;

/** What a filter says to the database. */
export const matching = (filter: AuditFilter) => ({
  organizationId: filter.organization_id,
  ...present('action', filter.action),
  ...present('flagKey', filter.flag_key),
  ...(filter.user_id !== undefined && { person: { userId: filter.user_id } }),
  createdAt: { ...present('gte', filter.start_date), ...present('lte', filter.end_date) },
  AND: [
    { ...present('entityType', filter.entity_type), ...present('entityId', filter.entity_id) },
    filter.flag_id === undefined ? {} : { entityType: 'flag', entityId: filter.flag_id },
  ],
});

const select = {
  seq: true,
  canonical: true,
  person: { select: { userId: true, userEmail: true, ipAddress: true, userAgent: true } },
} as const;

/** So many entries, the newest first, from before a place in the chain where one is given. */
export async function selectEntries(
  { auditEntry }: Pick<Database, 'auditEntry'>,
  filter: AuditFilter,
  { before, ...range }: { before?: bigint | undefined; take: number; skip?: number },
): Promise<{ seq: bigint; details: AuditEntryDetails }[]> {
  const rows = await auditEntry.findMany({
    where: { ...matching(filter), ...(before !== undefined && { seq: { lt: before } }) },
    select,
    orderBy: { seq: 'desc' },
    ...range,
  });
  return rows.map((row) => ({ seq: row.seq, details: toDetails(row) }));
}

interface Row {
  canonical: string;
  person: {
    userId: string | null;
    userEmail: string | null;
    ipAddress: string | null;
    userAgent: string | null;
  } | null;
}

/** What was said when it was written: other columns only help to find it. */
function toDetails({ canonical, person }: Row): AuditEntryDetails {
  const facts = JSON.parse(canonical) as AuditFacts;
  return {
    id: facts.id,
    organization_id: facts.organization_id,
    ...(facts.entity_type === 'flag' && { flag_id: facts.entity_id }),
    ...present('flag_key', facts.flag_key),
    entity_type: facts.entity_type,
    entity_id: facts.entity_id,
    action: facts.action,
    changes: facts.changes,
    ...present('user_id', person?.userId),
    ...present('user_email', person?.userEmail),
    ...present('ip_address', person?.ipAddress),
    ...present('user_agent', person?.userAgent),
    timestamp: facts.timestamp,
  } as AuditEntryDetails;
}
