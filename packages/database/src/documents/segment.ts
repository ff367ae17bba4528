import type { SegmentDocument } from '@halyard/contracts';

import { Prisma, type Segment } from '../generated/client.ts';
import { asJson } from './as-json.ts';
import { present } from './present.ts';

/** A stored segment, without its listed members, as its document. */
export function toSegmentDocument(row: Segment): SegmentDocument {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    ...present('description', row.description),
    organization_id: row.organizationId,
    ...present('rules', row.rules as SegmentDocument['rules'] | null),
    version: row.version,
    ...present('created_by', row.createdBy),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** A segment's document as it is stored. */
export function toSegmentRow(document: SegmentDocument): Prisma.SegmentUncheckedCreateInput {
  return {
    organizationId: document.organization_id,
    id: document.id,
    key: document.key,
    name: document.name,
    description: document.description ?? null,
    rules: document.rules ? asJson(document.rules) : Prisma.DbNull,
    version: document.version,
    createdBy: document.created_by ?? null,
    createdAt: document.created_at,
    updatedAt: document.updated_at,
  };
}
