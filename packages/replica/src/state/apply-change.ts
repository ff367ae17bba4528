import {
  isFlagDocument,
  type ApiKeyDocument,
  type Change,
  type FlagDocument,
  type FlagTombstone,
  type OrganizationDocument,
  type SegmentDocument,
  type SegmentMembersDocument,
} from '@halyard/contracts';
import { applyFlag, applySegment, removeFlag, removeSegment } from '@halyard/core';

import { toKeyRecord, type KeyRecord } from './key-record.ts';
import {
  noMembers,
  toSegment,
  type OrganizationState,
  type SegmentMembers,
  type SegmentState,
} from './organization-state.ts';

/** SHA-256 of the key in base64 → the key, of all organizations. */
export type Keys = Map<string, KeyRecord>;

/** Whether a change can be applied as it is; else the segment's members are to be read first. */
export const isSelfContained = (change: Change): boolean =>
  change.kind !== 'segment_members' || !('count' in change.document);

/**
 * Applies the change that comes next in the organization's log, at once; throws where it cannot.
 * The members are those of a change that only counts them.
 */
export function applyChange(
  state: OrganizationState,
  keys: Keys,
  change: Change,
  members?: SegmentMembers,
): void {
  if (change.seq !== state.last + 1) throw new Error('This is not the change that comes next.');
  applyByKind(state, keys, change, members);
  state.last = change.seq;
}

function applyByKind(
  state: OrganizationState,
  keys: Keys,
  change: Change,
  members: SegmentMembers | undefined,
): void {
  switch (change.kind) {
    case 'organization':
      return putOrganization(state, change.document);
    case 'flag':
      return putFlag(state, change.entity_id, change.document);
    case 'segment':
      return putSegment(state, change.entity_id, change.document);
    case 'segment_members':
      return changeMembers(state, change.entity_id, change.document, members);
    case 'api_key':
      return putKey(state, keys, change.entity_id, change.document);
    // A node holds nothing of applications, and what is derived is evaluated anew anyway.
    case 'application':
    case 'derived':
      return undefined;
    default:
      throw new Error(`Changes of kind ${(change as Change).kind} are not known here.`);
  }
}

/** One that is gone takes its log with it: the next look at the heads drops it. */
function putOrganization(state: OrganizationState, document: OrganizationDocument | null): void {
  if (document) state.document = document;
}

function putFlag(
  { dataSet }: OrganizationState,
  id: string,
  document: FlagDocument | FlagTombstone | null,
): void {
  if (isFlagDocument(document)) applyFlag(dataSet, document);
  else removeFlag(dataSet, id);
}

function putSegment(state: OrganizationState, id: string, document: SegmentDocument | null): void {
  const before = state.segments.get(id);
  if (before && before.document.key !== document?.key) {
    removeSegment(state.dataSet, before.document.key);
  }
  if (!document) {
    state.segments.delete(id);
    return;
  }
  const { included, excluded } = before ?? noMembers();
  replaceSegment(state, { document, included, excluded });
}

function changeMembers(
  state: OrganizationState,
  id: string,
  change: SegmentMembersDocument,
  members: SegmentMembers | undefined,
): void {
  const segment = state.segments.get(id);
  if (!segment) throw new Error('Members were changed of a segment that is not known here.');
  const document = { ...segment.document, version: change.version };
  if ('count' in change) {
    if (!members) throw new Error('The members of this change have to be read.');
    replaceSegment(state, { document, ...members });
    return;
  }
  for (const list of ['included', 'excluded'] as const) {
    for (const member of change[list].removed) segment[list].delete(member);
    for (const member of change[list].added) segment[list].add(member);
  }
  segment.document = document;
}

function replaceSegment(state: OrganizationState, segment: SegmentState): void {
  applySegment(state.dataSet, toSegment(segment));
  state.segments.set(segment.document.id, segment);
}

function putKey(
  state: OrganizationState,
  keys: Keys,
  id: string,
  document: ApiKeyDocument | null,
): void {
  const before = state.keys.get(id);
  if (before && before.hash !== document?.hash) keys.delete(before.hash);
  if (!document) {
    state.keys.delete(id);
    return;
  }
  state.keys.set(id, document);
  keys.set(document.hash, toKeyRecord(state.id, document));
}
