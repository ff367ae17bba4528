import type { SegmentDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import type { JsonObject } from '../json.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { composeSegment, identityOf } from './document/compose.ts';
import { fieldsOf, readFields } from './document/fields.ts';
import { lockSegment, type SegmentReference } from './stored/lock.ts';
import { saveSegment } from './stored/save.ts';

export interface UpdateSegmentInput extends SegmentReference {
  /** A JSON merge patch of the segment's fields, or all of them anew. */
  change: { patch: JsonObject } | { replace: JsonObject };
}

export async function updateSegment(
  ctx: Context,
  input: UpdateSegmentInput,
): Promise<SegmentDocument> {
  authorise(ctx, 'segment:update', input.organizationId);
  const { change } = input;
  return withTransaction(ctx, async (tx) => {
    const segment = await lockSegment(tx, input);
    const fields =
      'patch' in change
        ? readFields(fieldsOf(segment), change.patch)
        : readFields({}, change.replace);
    const after = composeSegment(identityOf(segment), fields);
    return saveSegment(tx, segment, after, 'updated');
  });
}
