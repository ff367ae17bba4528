import {
  mostSegmentIdentifiers,
  type ImportedApplication,
  type ImportedMembers,
  type SegmentDocument,
  type SegmentMemberChanges,
} from '@halyard/contracts';

import { applyMemberChanges } from '../../segments/stored/apply-member-changes.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';

type Counts = NonNullable<ImportedApplication['segments'][number]['members']>;

/** Makes a segment's lists hold whom the document says, and nobody else; `undefined` where they did. */
export async function importMembers(
  tx: Transaction,
  segment: SegmentDocument,
  given: ImportedMembers,
  isNew: boolean,
): Promise<Counts | undefined> {
  const before = isNew ? new Map<string, string[]>() : await readMembers(tx, segment);
  const changes = {
    included: differenceOf(before.get('included'), given.included),
    excluded: differenceOf(before.get('excluded'), given.excluded),
  };
  if (sizeOf(changes.included) + sizeOf(changes.excluded) === 0) return undefined;
  for (const part of inParts(changes)) await applyMemberChanges(tx, segment, part);
  return { included: countsOf(changes.included), excluded: countsOf(changes.excluded) };
}

async function readMembers(
  { db }: Transaction,
  { organization_id: organizationId, id }: SegmentDocument,
): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<{ list: string; identifiers: string[] }[]>`
    SELECT list::text, array_agg(identifier) AS identifiers FROM segment_member
    WHERE organization_id = ${organizationId}::uuid AND segment_id = ${id}::uuid
    GROUP BY list`;
  return new Map(rows.map(({ list, identifiers }) => [list, identifiers]));
}

interface ListChange {
  add: string[];
  remove: string[];
}

/** A list that the document does not have stays as it is. */
function differenceOf(
  before: readonly string[] = [],
  wanted: readonly string[] = before,
): ListChange {
  const [old, next] = [new Set(before), new Set(wanted)];
  return {
    add: [...next].filter((identifier) => !old.has(identifier)),
    remove: before.filter((identifier) => !next.has(identifier)),
  };
}

const sizeOf = ({ add, remove }: ListChange): number => add.length + remove.length;

const countsOf = ({ add, remove }: ListChange) => ({ added: add.length, removed: remove.length });

/** One change where a request may change as many, else several. */
function inParts(changes: Record<'included' | 'excluded', ListChange>): SegmentMemberChanges[] {
  if (sizeOf(changes.included) + sizeOf(changes.excluded) <= mostSegmentIdentifiers)
    return [changes];
  return Object.entries(changes).flatMap(([list, { add, remove }]) => [
    ...slicesOf(add).map((some) => ({ [list]: { add: some } })),
    ...slicesOf(remove).map((some) => ({ [list]: { remove: some } })),
  ]);
}

const slicesOf = (identifiers: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(identifiers.length / mostSegmentIdentifiers) }, (_, part) =>
    identifiers.slice(part * mostSegmentIdentifiers, (part + 1) * mostSegmentIdentifiers),
  );
