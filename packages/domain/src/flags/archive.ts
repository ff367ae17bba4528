import { ChangeReason, parseInput, type FlagDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { checkFlagIsUnused } from './checks/in-use.ts';
import { lockFlag, type FlagReference } from './stored/lock.ts';
import { saveFlag } from './stored/save.ts';

interface ArchiveFlagInput extends FlagReference {
  reason?: string;
}

/** Puts a flag away: it is no longer evaluated, its key stays taken. */
export async function archiveFlag(ctx: Context, input: ArchiveFlagInput): Promise<FlagDocument> {
  authorise(ctx, 'flag:archive', input.organizationId);
  parseInput(ChangeReason, { reason: input.reason });
  return withTransaction(ctx, async (tx) => {
    const flag = await lockFlag(tx, input);
    await lockOrganization(tx, input.organizationId);
    await checkFlagIsUnused(tx, flag);
    const after: FlagDocument = { ...flag, status: 'archived' };
    return saveFlag(tx, flag, after, {
      action: 'archived',
      reason: input.reason,
      keepsDefinition: true,
    });
  });
}
