import { setTimeout as wait } from 'node:timers/promises';

import { AppError } from '@halyard/contracts';
import { toAppError, toFlagDocument } from '@halyard/database';
import type { Context } from '@halyard/domain';

import type { Random } from '../../driver/random.ts';
import {
  chooseFlagWrite,
  chooseSegmentWrite,
  nameOf,
  pickSlot,
  type Slot,
  type Write,
} from './verbs.ts';
import type { World } from './world.ts';

/** What was acknowledged, and how often what was refused or tried again. */
export interface Written {
  /** Ids and versions of flags: `<id> <version>`. */
  flags: Set<string>;
  /** Ids of flags that are gone. */
  gone: Set<string>;
  outcomes: Map<string, number>;
  /** How many changes there were. */
  count: number;
}

export const nothingWritten = (): Written => ({
  flags: new Set(),
  gone: new Set(),
  outcomes: new Map(),
  count: 0,
});

/** Refusals that a writer must expect who does not know what others do. */
const expected = new Set([
  'conflict',
  'in_use',
  'invalid_request',
  'not_found',
  'version_conflict',
]);

const segmentShare = 0.08;
const retryMs = 50;

export interface WriteOptions {
  written: Written;
  /** How many changes there are to be, by all writers. */
  upTo: number;
  /** Ends the waiting for a database that does not come back. */
  signal: AbortSignal;
}

/** Changes flags at random, and waits for a database that is away. */
export async function write(
  ctx: Context,
  world: World,
  random: Random,
  { written, upTo, signal }: WriteOptions,
): Promise<void> {
  const untilThere = createUntilThere(written, signal);
  while (written.count < upTo) {
    const slot = random.chance(segmentShare) ? undefined : pickSlot(world, random);
    const act = slot
      ? chooseFlagWrite(ctx, world, random, slot)
      : chooseSegmentWrite(ctx, world, random);
    try {
      acknowledge(await untilThere(act), { world, slot, written });
    } catch (error) {
      if (!(error instanceof AppError) || !expected.has(error.code)) throw error;
      noteOutcome(written, error.code);
      if (slot) await untilThere(() => asVerbsFail(learn(ctx, world, slot)));
    }
  }
}

function noteOutcome({ outcomes }: Written, outcome: string): void {
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
}

/** Gives a function that tries again while the database is away. */
function createUntilThere(written: Written, signal: AbortSignal) {
  return async <T>(act: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        const isAway = error instanceof AppError && error.code === 'unavailable';
        if (!isAway || signal.aborted) throw error;
        noteOutcome(written, 'unavailable');
        await wait(retryMs);
      }
    }
  };
}

/* oxlint-disable no-param-reassign -- what was written is added up in place */
function acknowledge(
  result: Awaited<ReturnType<Write>>,
  { world, slot, written }: { world: World; slot: Slot | undefined; written: Written },
): void {
  noteOutcome(written, 'done');
  const version = typeof result === 'object' ? `${result.id} ${result.version}` : undefined;
  const isChange = version === undefined || !written.flags.has(version);
  if (isChange) written.count += 1;
  if (version !== undefined) written.flags.add(version);
  if (typeof result === 'object') world.flags.set(nameOf(slot!), result);
  else if (result !== undefined) {
    written.gone.add(result);
    world.flags.delete(nameOf(slot!));
  }
}
/* oxlint-enable no-param-reassign */

/** What asks the database without a verb tells of an outage as verbs do. */
const asVerbsFail = <T>(asking: Promise<T>): Promise<T> =>
  asking.catch((error: unknown) => {
    throw toAppError(error);
  });

/** Looks a slot up of which something else was believed. */
async function learn(ctx: Context, world: World, { applicationId, key }: Slot): Promise<void> {
  const { organizationId } = world;
  const row = await ctx.database.flag.findFirst({ where: { organizationId, applicationId, key } });
  const name = nameOf({ applicationId, key });
  if (row) world.flags.set(name, toFlagDocument(row));
  else world.flags.delete(name);
}
