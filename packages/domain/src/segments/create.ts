import { parseInput, SegmentMemberChanges, type SegmentDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { createdBy } from '../created-by.ts';
import { onlyOnce, type Idempotency } from '../idempotency/only-once.ts';
import type { JsonObject } from '../json.ts';
import { parseKey } from '../parse-key.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { composeSegment, type SegmentIdentity } from './document/compose.ts';
import { readFields } from './document/fields.ts';
import { applyMemberChanges } from './stored/apply-member-changes.ts';
import { lockSegment } from './stored/lock.ts';
import { saveSegment } from './stored/save.ts';

export interface CreateSegmentInput {
  organizationId: string;
  key: string;
  /** The segment's fields (`SegmentFields`), short forms included. */
  fields: JsonObject;
  /** Whom it is to list from the start; more can be added afterwards. */
  included?: readonly string[];
  excluded?: readonly string[];
  idempotency?: Idempotency;
}

/** Makes a segment. Members are a change of their own, and so a second version. */
export async function createSegment(
  ctx: Context,
  input: CreateSegmentInput,
): Promise<SegmentDocument> {
  authorise(ctx, 'segment:create', input.organizationId);
  const { included = [], excluded = [] } = input;
  const members = parseInput(SegmentMemberChanges, {
    included: { add: included },
    excluded: { add: excluded },
  });
  const wanted = composeSegment(newIdentity(ctx, input), readFields({}, input.fields));
  return withTransaction(ctx, (tx) =>
    onlyOnce(tx, input, async () => {
      const segment = await saveSegment(tx, undefined, wanted, 'created');
      if (included.length + excluded.length === 0) return segment;
      await applyMemberChanges(tx, segment, members);
      return lockSegment(tx, { organizationId: input.organizationId, segmentId: segment.id });
    }),
  );
}

export function newIdentity(
  ctx: Context,
  { organizationId, key }: Pick<CreateSegmentInput, 'organizationId' | 'key'>,
): SegmentIdentity {
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
