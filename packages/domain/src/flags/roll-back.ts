import { AppError, ChangeReason, parseInput, type FlagDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { withoutUnknownEnvironments } from './checks/check-environments.ts';
import { checkOpening } from './checks/check-opening.ts';
import { composeFlag, identityOf } from './document/compose.ts';
import { fieldsOf } from './document/fields.ts';
import { timesOf } from './document/schedule.ts';
import { checkIsActive, lockFlag, type FlagReference } from './stored/lock.ts';
import { saveFlag } from './stored/save.ts';

interface RollBackFlagInput extends FlagReference {
  /** The version whose content is to hold again. */
  version: number;
  /** The last rule of an enabled environment may go although no percentage is set. */
  confirm?: boolean;
  reason?: string;
}

/**
 * Makes a new version with the content of an old one; the scheduled times mean what they meant. Of
 * environments that there are no longer nothing comes back.
 */
export async function rollBackFlag(ctx: Context, input: RollBackFlagInput): Promise<FlagDocument> {
  authorise(ctx, 'flag:roll_back', input.organizationId);
  parseInput(ChangeReason, { reason: input.reason });
  return withTransaction(ctx, async (tx) => {
    const flag = await lockFlag(tx, input);
    checkIsActive(flag);
    const old = await getVersionOrThrow(tx, input);
    const whole = { ...composeFlag(identityOf(flag), fieldsOf(old)), ...timesOf(old) };
    const after = await withoutUnknownEnvironments(tx, flag, whole);
    if (!input.confirm) checkOpening(flag, after);
    return saveFlag(tx, flag, after, { action: 'rolled_back', reason: input.reason });
  });
}

async function getVersionOrThrow(
  { db }: Transaction,
  { organizationId, flagId, version }: RollBackFlagInput,
): Promise<FlagDocument> {
  const found = await db.flagVersion.findUnique({
    where: { organizationId_flagId_version: { organizationId, flagId, version } },
    select: { document: true },
  });
  if (!found) throw new AppError('not_found', `The flag has no version ${version}.`);
  return found.document as unknown as FlagDocument;
}
