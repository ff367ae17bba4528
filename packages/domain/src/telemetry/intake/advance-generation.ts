import { dayAt } from '@halyard/contracts';

import { authorise } from '../../authorise.ts';
import type { Context } from '../../context/context.ts';

/**
 * Has ids of events written to the present day's generation; waits for those who write to the one
 * before. Never goes back.
 */
export async function advanceEventGeneration(ctx: Context): Promise<void> {
  authorise(ctx, 'telemetry:record', null);
  const today = dayAt(ctx.now().getTime());
  await ctx.database.$executeRaw`
    UPDATE event_generation SET generation = ${today}::date WHERE generation < ${today}::date`;
}
