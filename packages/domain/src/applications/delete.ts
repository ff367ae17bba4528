import type { FlagDocument } from '@halyard/contracts';
import { toApplicationDocument } from '@halyard/database';

import { difference } from '../audit/difference.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { toTombstone } from '../flags/stored/to-tombstone.ts';
import { toRecordedKey } from '../keys/record.ts';
import { recordChanges, type RecordedChange } from '../record/record-change.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { lockApplicationFlags } from './lock-flags.ts';
import { lockApplication, type ApplicationReference, type LockedApplication } from './lock.ts';

/** Deletes an application with its environments, flags and keys for good: a change for each. */
export async function deleteApplication(ctx: Context, input: ApplicationReference): Promise<void> {
  const { organizationId, applicationId } = input;
  authorise(ctx, 'application:delete', organizationId);
  await withTransaction(ctx, async (tx) => {
    const application = await lockApplication(tx, organizationId, applicationId);
    const keys = await removeKeys(tx, input);
    const flags = await removeFlags(tx, input);
    await tx.db.application.delete({
      where: { organizationId_id: { organizationId, id: applicationId } },
    });
    await recordChanges(tx, organizationId, [...keys, ...flags, toRecorded(application)]);
  });
}

/** Whoever holds one of them is refused from now on; those that were revoked are gone for nodes. */
async function removeKeys(
  { db, ctx }: Transaction,
  where: ApplicationReference,
): Promise<RecordedChange[]> {
  await db.$queryRaw`
    SELECT 1 FROM api_key
    WHERE organization_id = ${where.organizationId}::uuid
      AND application_id = ${where.applicationId}::uuid
    ORDER BY id
    FOR UPDATE`;
  const keys = await db.apiKey.findMany({ where, orderBy: { id: 'asc' } });
  await db.apiKey.deleteMany({ where });
  return keys
    .filter(({ revokedAt }) => revokedAt === null)
    .map((key) => toRecordedKey(key, { ...key, revokedAt: ctx.now() }, 'key_revoked'));
}

/** Nothing outside depends on them: only flags of the same application can. */
async function removeFlags(
  tx: Transaction,
  application: ApplicationReference,
): Promise<RecordedChange[]> {
  const { organizationId } = application;
  const flags = await lockApplicationFlags(tx, application);
  await lockOrganization(tx, organizationId);
  const ids = flags.map(({ id }) => id);
  // A cascade would meet prerequisites before the flags that have them.
  await tx.db.flagPrerequisite.deleteMany({ where: { organizationId, flagId: { in: ids } } });
  await tx.db.flag.deleteMany({ where: application });
  return flags.map(toRecordedFlag);
}

const toRecordedFlag = (flag: FlagDocument): RecordedChange => ({
  change: { kind: 'flag', entity_id: flag.id, action: 'deleted', document: toTombstone(flag) },
  audit: {
    entityType: 'flag',
    entityId: flag.id,
    flagKey: flag.key,
    action: 'deleted',
    changes: difference(flag, null),
  },
});

const toRecorded = (application: LockedApplication): RecordedChange => ({
  change: { kind: 'application', entity_id: application.id, action: 'deleted', document: null },
  audit: {
    entityType: 'application',
    entityId: application.id,
    action: 'deleted',
    changes: difference(toApplicationDocument(application, application.environments), null),
  },
});
