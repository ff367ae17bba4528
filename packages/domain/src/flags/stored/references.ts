import { isDeepStrictEqual } from 'node:util';

import type { FlagDocument } from '@halyard/contracts';
import { listReferences } from '@halyard/core';

import { findSegmentIds } from '../../segments/stored/find.ts';
import { lockOrganization } from '../../transaction/lock-organization.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';

/** What a flag depends on. */
export type FlagReferences = ReturnType<typeof listReferences>;

const none: FlagReferences = { segments: [], prerequisites: [] };

export const referencesOf = (flag: FlagDocument | undefined): FlagReferences =>
  flag ? listReferences(flag) : none;

/** Locks the organization where references are about to change; says whether they are. */
export async function lockWhereReferencesChange(
  tx: Transaction,
  before: FlagDocument | undefined,
  after: FlagDocument,
): Promise<boolean> {
  if (isDeepStrictEqual(referencesOf(before), referencesOf(after))) return false;
  await lockOrganization(tx, after.organization_id);
  return true;
}

/** Writes what a flag depends on, so that the database knows what is in use. */
export async function writeReferences(tx: Transaction, flag: FlagDocument): Promise<void> {
  const { organization_id: organizationId, id: flagId } = flag;
  const { segments, prerequisites } = referencesOf(flag);
  const segmentIds = await findSegmentIds(tx, organizationId, segments);
  await tx.db.flagSegment.deleteMany({ where: { organizationId, flagId } });
  await tx.db.flagPrerequisite.deleteMany({ where: { organizationId, flagId } });
  await tx.db.flagSegment.createMany({
    data: [...segmentIds.values()].map((segmentId) => ({ organizationId, flagId, segmentId })),
  });
  await tx.db.flagPrerequisite.createMany({
    data: prerequisites.map(({ environment, flag: prerequisiteId, variation }, position) => ({
      organizationId,
      flagId,
      environment,
      position,
      prerequisiteId,
      variation: variation ?? null,
    })),
  });
}
