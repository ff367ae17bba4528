import type { FlagDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { eachAlone } from '../transaction/each-alone.ts';
import { waitBriefly } from '../transaction/wait-briefly.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { lockFlag, type FlagReference } from './stored/lock.ts';
import { saveFlag } from './stored/save.ts';

/** The others have their turn a second later. */
const mostAtOnce = 1_000;

/**
 * Turns off every environment of the active flags whose end has passed and that say
 * `auto_disable_after_end`, once for each end. Meant to be called about once a second; returns how
 * many there were. One that fails holds up no other, and is tried again at the next call.
 */
export async function disableEndedFlags(ctx: Context): Promise<number> {
  authorise(ctx, 'flag:disable_ended', null);
  const ended = await ctx.database.flag.findMany({
    where: { disableAt: { lte: ctx.now() }, status: 'active' },
    select: { organizationId: true, id: true },
    orderBy: { disableAt: 'asc' },
    take: mostAtOnce,
  });
  await eachAlone(ended, ({ organizationId, id: flagId }) =>
    withTransaction(ctx, (tx) => disableEnded(tx, { organizationId, flagId })),
  );
  return ended.length;
}

async function disableEnded(tx: Transaction, reference: FlagReference): Promise<void> {
  await waitBriefly(tx);
  if (!(await takeEnd(tx, reference))) return;
  const flag = await lockFlag(tx, reference);
  await saveFlag(tx, flag, switchedOff(flag), {
    action: 'toggled',
    reason: 'The scheduled end has passed.',
    keepsDefinition: true,
  });
}

/** Locks a flag; says whether its end is still to be seen to, which it is not from here on. */
async function takeEnd(
  { db, ctx }: Transaction,
  { organizationId, flagId: id }: FlagReference,
): Promise<boolean> {
  const { count } = await db.flag.updateMany({
    where: { organizationId, id, disableAt: { lte: ctx.now() }, status: 'active' },
    data: { disableAt: null },
  });
  return count === 1;
}

const switchedOff = (flag: FlagDocument): FlagDocument => ({
  ...flag,
  environments: Object.fromEntries(
    Object.entries(flag.environments).map(([name, environment]) => [
      name,
      environment.enabled ? { ...environment, enabled: false } : environment,
    ]),
  ),
});
