import { ChangeReason, parseInput, type FlagDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { checkOpening } from './checks/check-opening.ts';
import { applyChange, type FlagChange } from './document/apply-change.ts';
import { checkIsActive, lockFlag, type FlagReference } from './stored/lock.ts';
import { saveFlag } from './stored/save.ts';

interface UpdateFlagInput extends FlagReference {
  change: FlagChange;
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
    const after = await applyChange(tx, flag, input.change);
    if (!input.confirm) checkOpening(flag, after);
    return saveFlag(tx, flag, after, { action: 'updated', reason: input.reason });
  });
}
