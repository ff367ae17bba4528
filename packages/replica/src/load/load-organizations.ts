import {
  toApiKeyDocument,
  toOrganizationDocument,
  toSegmentDocument,
  type Database,
  type Transaction,
} from '@halyard/database';

import type { OrganizationSnapshot } from '../state/organization-snapshot.ts';
import { groupBy } from './group-by.ts';
import { readFlags } from './read-flags.ts';
import { readMemberLists, toMembers } from './read-members.ts';

const timeoutMs = 5 * 60_000;

/** All organizations, or the one of this id if there is one, at one point in time. */
export const loadOrganizations = (
  database: Database,
  organizationId: string | null = null,
): Promise<OrganizationSnapshot[]> =>
  database.$transaction((tx) => read(tx, organizationId), {
    isolationLevel: 'RepeatableRead',
    timeout: timeoutMs,
  });

async function read(
  tx: Transaction,
  organizationId: string | null,
): Promise<OrganizationSnapshot[]> {
  const scope = organizationId === null ? {} : { organizationId };
  const organizations = await tx.organization.findMany({
    ...(organizationId !== null && { where: { id: organizationId } }),
  });
  const heads = groupBy(await tx.changeHead.findMany({ where: scope }), ownerOf);
  const planStates = groupBy(
    await tx.planState.findMany({ where: scope, orderBy: { month: 'desc' } }),
    ownerOf,
  );
  const keys = groupBy(await tx.apiKey.findMany({ where: { ...scope, revokedAt: null } }), ownerOf);
  const segments = groupBy(await tx.segment.findMany({ where: scope }), ownerOf);
  const memberLists = groupBy(await readMemberLists(tx, { organizationId }), segmentOf);
  const flags = groupBy(await readFlags(tx, organizationId), (flag) => flag.organization_id);
  return organizations.map((row) => ({
    organization: toOrganizationDocument(row, planStates.get(row.id)?.[0]),
    last: Number(heads.get(row.id)?.[0]?.seq ?? 0),
    flags: flags.get(row.id) ?? [],
    segments: (segments.get(row.id) ?? []).map((segment) => ({
      document: toSegmentDocument(segment),
      ...toMembers(memberLists.get(segmentOf({ organizationId: row.id, segmentId: segment.id }))),
    })),
    keys: (keys.get(row.id) ?? []).map(toApiKeyDocument),
  }));
}

const ownerOf = (row: { organizationId: string }): string => row.organizationId;

const segmentOf = (of: { organizationId: string; segmentId: string }): string =>
  `${of.organizationId}/${of.segmentId}`;
