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

/** Writes what flags of an organization depend on, so that the database knows what is in use. */
export async function writeReferences(
  tx: Transaction,
  organizationId: string,
  flags: readonly FlagDocument[],
): Promise<void> {
  const references = flags.map((flag) => ({ flagId: flag.id, ...referencesOf(flag) }));
  const keys = [...new Set(references.flatMap(({ segments }) => segments))];
  const segmentIds = await findSegmentIds(tx, organizationId, keys);
  const { db } = tx;
  const ofFlags = { where: { organizationId, flagId: { in: flags.map(({ id }) => id) } } };
  await db.flagSegment.deleteMany(ofFlags);
  await db.flagPrerequisite.deleteMany(ofFlags);
  await db.flagSegment.createMany({
    data: references.flatMap(({ flagId, segments }) =>
      segments.flatMap((key) => {
        const segmentId = segmentIds.get(key);
        return segmentId === undefined ? [] : [{ organizationId, flagId, segmentId }];
      }),
    ),
  });
  await db.flagPrerequisite.createMany({
    data: references.flatMap(({ flagId, prerequisites }) =>
      prerequisites.map(({ environment, flag: prerequisiteId, variation }, position) => ({
        organizationId,
        flagId,
        environment,
        position,
        prerequisiteId,
        variation: variation ?? null,
      })),
    ),
  });
}
