import type { FlagDocument, SegmentDocument } from '@halyard/contracts';
import { listReferences } from '@halyard/core';
import { toFlagDocument, type Transaction } from '@halyard/database';

import { noSuchApplication } from '../../applications/check-exists.ts';
import type { ApplicationReference } from '../../applications/lock.ts';
import type { Context } from '../../context/context.ts';
import { findWithUsed } from '../../segments/stored/find-with-used.ts';
import { withSnapshot } from '../../transaction/with-snapshot.ts';
import { isUuid } from '../../uuid.ts';

/** What an export says, but for segments' members. */
export interface LoadedApplication {
  name: string;
  environments: { name: string; protected: boolean; smart_insights: boolean }[];
  flags: FlagDocument[];
  segments: SegmentDocument[];
}

/** Reads an application and what its flags depend on, as they all were at one instant. */
export const loadApplication = (
  ctx: Context,
  reference: ApplicationReference,
): Promise<LoadedApplication> => withSnapshot(ctx, ({ db }) => load(db, reference));

async function load(
  db: Transaction,
  { organizationId, applicationId: id }: ApplicationReference,
): Promise<LoadedApplication> {
  const application = isUuid(id)
    ? await db.application.findUnique({
        where: { organizationId_id: { organizationId, id } },
        include: { environments: { select: { name: true, protected: true, smartInsights: true } } },
      })
    : null;
  if (!application) throw noSuchApplication();
  const names = application.environments.map(({ name }) => name);
  const enterpriseIds = await findPrerequisites(db, organizationId, id, names);
  const rows = await db.flag.findMany({
    where: { organizationId, OR: [{ applicationId: id }, { id: { in: enterpriseIds } }] },
  });
  const flags = rows.map(toFlagDocument).map((flag) => within(flag, names));
  const keys = [...new Set(flags.flatMap((flag) => listReferences(flag).segments))];
  return {
    name: application.name,
    environments: application.environments
      .map(({ smartInsights, ...environment }) => ({
        ...environment,
        smart_insights: smartInsights,
      }))
      .toSorted(by(({ name }) => name)),
    flags: flags.toSorted(by(({ key, scope }) => `${key} ${scope}`)),
    segments: (await findWithUsed(db, organizationId, keys)).toSorted(by(({ key }) => key)),
  };
}

/** By code units, so that the order is the same in every installation. */
const by =
  <T>(textOf: (value: T) => string) =>
  (one: T, other: T): number =>
    textOf(one) < textOf(other) ? -1 : 1;

/** An enterprise flag may be in other applications' environments, too. */
const within = (flag: FlagDocument, names: readonly string[]): FlagDocument => ({
  ...flag,
  environments: Object.fromEntries(
    Object.entries(flag.environments).filter(([name]) => names.includes(name)),
  ),
});

/** Ids of all flags that an application's depend on in its environments. */
async function findPrerequisites(
  db: Transaction,
  organizationId: string,
  applicationId: string,
  names: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE needed AS (
      SELECT id FROM flag
      WHERE organization_id = ${organizationId}::uuid AND application_id = ${applicationId}::uuid
      UNION
      SELECT prerequisite_id FROM flag_prerequisite
      JOIN needed ON flag_id = needed.id AND organization_id = ${organizationId}::uuid
      WHERE environment = ANY (${names}::text[])
    )
    SELECT needed.id::text FROM needed
    JOIN flag ON flag.organization_id = ${organizationId}::uuid AND flag.id = needed.id
    WHERE application_id IS NULL`;
  return rows.map(({ id }) => id);
}
