import { ChangeReason, parseInput, type FlagDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { lockFlag, type FlagReference } from './stored/lock.ts';
import { saveFlag } from './stored/save.ts';

interface RestoreFlagInput extends FlagReference {
  reason?: string;
}

/** Takes an archived flag back into use, as it was. */
export async function restoreFlag(ctx: Context, input: RestoreFlagInput): Promise<FlagDocument> {
  authorise(ctx, 'flag:restore', input.organizationId);
  parseInput(ChangeReason, { reason: input.reason });
  return withTransaction(ctx, async (tx) => {
    const flag = await lockFlag(tx, input);
    const after: FlagDocument = { ...flag, status: 'active' };
    return saveFlag(tx, flag, after, {
      action: 'restored',
      reason: input.reason,
      keepsDefinition: true,
    });
  });
}
