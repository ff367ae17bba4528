import { ChangeReason, parseInput, type FlagDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import type { JsonObject } from '../json.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { checkOpening } from './checks/check-opening.ts';
import { composeFlag, identityOf } from './document/compose.ts';
import { fieldsOf, readFields } from './document/fields.ts';
import { writableOf } from './document/read-only.ts';
import { checkIsActive, lockFlag, type FlagReference } from './stored/lock.ts';
import { saveFlag } from './stored/save.ts';

interface UpdateFlagInput extends FlagReference {
  /** A JSON merge patch of the flag's fields, or all of them anew. */
  change: { patch: JsonObject } | { replace: JsonObject };
  /** The last rule of an enabled environment may go although no percentage is set. */
  confirm?: boolean;
  reason?: string;
}

export async function updateFlag(ctx: Context, input: UpdateFlagInput): Promise<FlagDocument> {
  authorise(ctx, 'flag:update', input.organizationId);
  parseInput(ChangeReason, { reason: input.reason });
  return withTransaction(ctx, async (tx) => {
    const flag = await lockFlag(tx, input);
    checkIsActive(flag);
    const { change, organizationId, reason } = input;
    const fields =
      'patch' in change
        ? await readFields(tx, organizationId, fieldsOf(flag), writableOf(flag, change.patch))
        : await readFields(tx, organizationId, {}, writableOf(flag, change.replace));
    const after = composeFlag(identityOf(flag), fields);
    if (!input.confirm) checkOpening(flag, after);
    return saveFlag(tx, flag, after, { action: 'updated', reason });
  });
}
