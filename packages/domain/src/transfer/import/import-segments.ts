import {
  checkDepth,
  ImportedMembers,
  parseInput,
  type ApplicationImport,
  type ImportedApplication,
  type ImportedSegment,
  type SegmentDocument,
} from '@halyard/contracts';
import { listSegmentReferences } from '@halyard/core';

import { difference } from '../../audit/difference.ts';
import { newIdentity } from '../../segments/create.ts';
import { composeSegment, identityOf } from '../../segments/document/compose.ts';
import { readFields } from '../../segments/document/fields.ts';
import { saveSegment } from '../../segments/stored/save.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { at } from './at.ts';
import { importMembers } from './import-members.ts';
import { inDependencyOrder } from './in-dependency-order.ts';
import { inSlices } from './in-slices.ts';
import type { WhatIsThere } from './lock-what-is-there.ts';

type Result = ImportedApplication['segments'][number];

interface PlannedSegment {
  place: string;
  key: string;
  members: ImportedMembers;
  before: SegmentDocument | undefined;
  wanted: SegmentDocument;
}

/** Makes the segments that an organization lacks, and gives those it has what the document says of them. */
export async function importSegments(
  tx: Transaction,
  there: WhatIsThere,
  { segments }: ApplicationImport,
): Promise<Result[]> {
  const planned = await inSlices(segments, (given, index) =>
    at(`segments.${index}`, () => plan(tx, there, given, `segments.${index}`)),
  );
  const results = new Map<string, Result>();
  const ordered = inDependencyOrder(
    planned,
    ({ key }) => key,
    ({ wanted }) => listSegmentReferences(wanted),
  );
  for (const segment of ordered) {
    const result = await at(segment.place, () => save(tx, segment));
    results.set(segment.key, result);
  }
  return segments.map(({ key }) => results.get(key)!);
}

function plan(
  { ctx }: Transaction,
  { application: { organizationId }, segments }: WhatIsThere,
  given: ImportedSegment,
  place: string,
): PlannedSegment {
  const { key, included, excluded, ...fields } = given;
  checkDepth(fields);
  const members = parseInput(ImportedMembers, { included, excluded });
  const before = segments.get(key);
  const identity = before ? identityOf(before) : newIdentity(ctx, { organizationId, key });
  return { place, key, members, before, wanted: composeSegment(identity, readFields({}, fields)) };
}

async function save(tx: Transaction, planned: PlannedSegment): Promise<Result> {
  const { key, before, wanted } = planned;
  const after = await saveSegment(tx, before, wanted, before ? 'updated' : 'created');
  const members = await importMembers(tx, after, planned.members, before === undefined);
  const isUpdated = before !== undefined && after !== before;
  return {
    key,
    action: !before ? 'created' : isUpdated || members ? 'updated' : 'unchanged',
    ...(isUpdated && { changes: difference(before, after) }),
    ...(members && { members }),
  };
}
