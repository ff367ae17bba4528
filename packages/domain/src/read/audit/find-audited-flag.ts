import { isStorable } from '@halyard/core';
import type { Database } from '@halyard/database';

import { noSuchFlag } from '../../flags/stored/lock.ts';
import { isUuid } from '../../uuid.ts';
import { findFlagRow, type FlagName } from '../flags.ts';

/**
 * The id of the flag that a path names: of one that there is, by the rules of `findFlag`, else of the
 * latest deleted one. Throws `not_found` where there never was one.
 */
export async function findAuditedFlag(database: Database, flag: FlagName): Promise<string> {
  const found = await findFlagRow(database, flag);
  const id = found?.id ?? (await findDeleted(database, flag));
  if (id === undefined) throw noSuchFlag();
  return id;
}

async function findDeleted(database: Database, flag: FlagName): Promise<string | undefined> {
  const { organizationId, name } = flag;
  if (!isStorable(name)) return undefined;
  if (!isUuid(name)) return findDeletedByKey(database, flag);
  const entry = await database.auditEntry.findFirst({
    where: { organizationId, entityType: 'flag', entityId: name, action: 'deleted' },
    select: { entityId: true },
  });
  return entry?.entityId;
}

/** Where it belonged its last entry says. */
async function findDeletedByKey(
  database: Database,
  { organizationId, name, application_id: applicationId, scope }: FlagName,
): Promise<string | undefined> {
  const [entry] = await database.$queryRaw<{ flagId: string }[]>`
    SELECT entity_id AS "flagId" FROM audit_entry
    WHERE organization_id = ${organizationId}::uuid AND flag_key = ${name}
      AND entity_type = 'flag' AND action = 'deleted'
      AND coalesce(canonical::json #>> '{changes,before,application_id}' = ${applicationId ?? null},
        ${applicationId === undefined})
      AND coalesce(canonical::json #>> '{changes,before,scope}' = ${scope ?? null},
        ${scope === undefined})
    ORDER BY seq DESC LIMIT 1`;
  return entry?.flagId;
}
