import type { SegmentDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { createdBy } from '../created-by.ts';
import type { JsonObject } from '../json.ts';
import { parseKey } from '../parse-key.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { composeSegment, type SegmentIdentity } from './document/compose.ts';
import { readFields } from './document/fields.ts';
import { saveSegment } from './stored/save.ts';

export interface CreateSegmentInput {
  organizationId: string;
  key: string;
  /** The segment's fields (`SegmentFields`), short forms included. */
  fields: JsonObject;
}

/** Makes a segment; its listed members are added afterwards. */
export async function createSegment(
  ctx: Context,
  input: CreateSegmentInput,
): Promise<SegmentDocument> {
  authorise(ctx, 'segment:create', input.organizationId);
  const segment = composeSegment(newIdentity(ctx, input), readFields({}, input.fields));
  return withTransaction(ctx, (tx) => saveSegment(tx, undefined, segment, 'created'));
}

function newIdentity(ctx: Context, { organizationId, key }: CreateSegmentInput): SegmentIdentity {
  const now = ctx.now().toISOString();
  return {
    id: ctx.newId(),
    key: parseKey(key),
    organization_id: organizationId,
    version: 1,
    ...createdBy(ctx),
    created_at: now,
    updated_at: now,
  };
}
