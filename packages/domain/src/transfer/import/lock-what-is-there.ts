import type { ApplicationImport, FlagDocument, SegmentDocument } from '@halyard/contracts';
import { toFlagDocument, toSegmentDocument } from '@halyard/database';

import {
  lockApplication,
  type ApplicationReference,
  type LockedApplication,
} from '../../applications/lock.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { nameOf } from './flags/name-of.ts';

/** What an organization has already of what a document names. */
export interface WhatIsThere {
  application: LockedApplication;
  /** By scope and key. */
  flags: ReadonlyMap<string, FlagDocument>;
  /** By key. */
  segments: ReadonlyMap<string, SegmentDocument>;
}

/** Locks all that an import may change until the transaction ends, and gives it as it is then. */
export async function lockWhatIsThere(
  tx: Transaction,
  { organizationId, applicationId }: ApplicationReference,
  { flags, segments }: ApplicationImport,
): Promise<WhatIsThere> {
  const application = await lockApplication(tx, organizationId, applicationId);
  const found = await lockFlags(
    tx,
    { organizationId, applicationId },
    flags.map(({ key }) => key),
  );
  const foundSegments = await lockSegments(
    tx,
    organizationId,
    segments.map(({ key }) => key),
  );
  return {
    application,
    flags: new Map(found.map((flag) => [nameOf(flag), flag])),
    segments: new Map(foundSegments.map((segment) => [segment.key, segment])),
  };
}

async function lockFlags(
  { db }: Transaction,
  { organizationId, applicationId }: ApplicationReference,
  keys: readonly string[],
): Promise<FlagDocument[]> {
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM flag
    WHERE organization_id = ${organizationId}::uuid AND key = ANY (${keys}::text[])
      AND (application_id = ${applicationId}::uuid OR application_id IS NULL)
    ORDER BY id
    FOR NO KEY UPDATE`;
  const rows = await db.flag.findMany({
    where: { organizationId, id: { in: ids.map(({ id }) => id) } },
  });
  return rows.map(toFlagDocument);
}

async function lockSegments(
  { db }: Transaction,
  organizationId: string,
  keys: readonly string[],
): Promise<SegmentDocument[]> {
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM segment
    WHERE organization_id = ${organizationId}::uuid AND key = ANY (${keys}::text[])
    ORDER BY id
    FOR NO KEY UPDATE`;
  const rows = await db.segment.findMany({
    where: { organizationId, id: { in: ids.map(({ id }) => id) } },
  });
  return rows.map(toSegmentDocument);
}
