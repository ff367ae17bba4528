import { listSegmentReferences } from '@halyard/core';
import { toFlagRow, toSegmentRow, type Database } from '@halyard/database';

import { referencesOf } from '../../flags/stored/references.ts';
import type { GoldenOrganization } from './golden-organization.ts';

/** Writes organizations as verbs would have, all at once: one after the other they take a minute. */
export async function store(
  database: Database,
  organizations: readonly GoldenOrganization[],
): Promise<void> {
  const createdAt = new Date();
  const all = <T>(rowsOf: (organization: GoldenOrganization) => readonly T[]): T[] =>
    organizations.flatMap(rowsOf);
  const flags = all((one) => one.flags);
  const segments = all((one) => one.segments);

  await database.organization.createMany({
    data: all(({ organizationId: id }) => [{ id, name: 'Golden', createdAt }]),
  });
  await database.application.createMany({
    data: all(({ organizationId, flags: own }) =>
      [...new Set(own.map((flag) => flag.application_id))]
        .filter((id) => id !== null)
        .map((id) => ({ organizationId, id, name: id, createdAt })),
    ),
  });
  await database.segment.createMany({ data: segments.map(toSegmentRow) });
  await database.segmentMember.createMany({
    data: segments.flatMap((segment) => [
      ...segment.included.map((identifier) => memberOf(segment, 'included', identifier)),
      ...segment.excluded.map((identifier) => memberOf(segment, 'excluded', identifier)),
    ]),
  });
  await database.segmentNesting.createMany({ data: all(nestingsOf) });
  await database.flag.createMany({ data: flags.map(toFlagRow) });
  await database.flagPrerequisite.createMany({ data: flags.flatMap(prerequisitesOf) });
}

type Segment = GoldenOrganization['segments'][number];

const memberOf = (
  { organization_id: organizationId, id: segmentId }: Segment,
  list: 'included' | 'excluded',
  identifier: string,
) => ({ organizationId, segmentId, list, identifier });

const nestingsOf = ({ organizationId, segments }: GoldenOrganization) =>
  segments.flatMap((segment) =>
    listSegmentReferences(segment).map((used) => ({
      organizationId,
      segmentId: segment.id,
      usedId: segments.find(({ key }) => key === used)!.id,
    })),
  );

const prerequisitesOf = (flag: GoldenOrganization['flags'][number]) =>
  referencesOf(flag).prerequisites.map(({ environment, flag: prerequisiteId }, position) => ({
    organizationId: flag.organization_id,
    flagId: flag.id,
    environment,
    position,
    prerequisiteId,
  }));
