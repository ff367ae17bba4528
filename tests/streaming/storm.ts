import { setTimeout as wait } from 'node:timers/promises';

import { deriveChanges, type Context } from '@halyard/domain';

import { createFaults } from '../driver/faults.ts';
import { createRandom } from '../driver/random.ts';
import { repeat } from '../driver/repeat.ts';
import type { Audience } from './clients/audience.ts';
import type { Installation } from './installation/start-installation.ts';
import type { World } from './writing/world.ts';
import { nothingWritten, write, type Written } from './writing/write.ts';

export interface StormOptions {
  seed: number;
  changes: number;
  /** After so many changes something is killed. */
  changesPerFault: number;
  /** How often the connection of one client or another breaks. */
  cutIntervalMs: number;
}

interface Struck {
  ctx: Context;
  world: World;
  installation: Installation;
  audience: Audience;
}

export const writers = 4;
const deriveIntervalMs = 500;

/** Changes flags while connections break and one part after the other is killed and comes back. */
export async function storm(
  { ctx, world, installation: { front, parts }, audience }: Struck,
  { seed, changes, changesPerFault, cutIntervalMs }: StormOptions,
): Promise<{ written: Written; faults: ReadonlyMap<string, number> }> {
  const random = createRandom(seed);
  const faults = createFaults(parts, createRandom(random.below(2 ** 30)));
  const seeds = Array.from({ length: writers }, () => random.below(2 ** 30));
  const cutting = repeat(cutIntervalMs, () =>
    random.chance(0.5) ? front.cutOne() : audience.cutOne(random),
  );
  const deriving = repeat(deriveIntervalMs, () => deriveChanges(ctx).catch(() => 0));
  const written = nothingWritten();
  const failing = new AbortController();
  const options = { written, upTo: changes, signal: failing.signal };
  const writing = seeds.map((writer) => write(ctx, world, createRandom(writer), options));
  try {
    await strikeWhile(writing, written, { changesPerFault, strike: faults.strike });
  } finally {
    failing.abort();
    await Promise.all([cutting.stop(), deriving.stop()]);
  }
  return { written, faults: faults.counts };
}

/** Strikes after so many changes each time, until all are written. */
async function strikeWhile(
  writing: readonly Promise<unknown>[],
  written: Written,
  { changesPerFault, strike }: { changesPerFault: number; strike: () => Promise<void> },
): Promise<void> {
  const ended = new AbortController();
  const done = Promise.all(writing).finally(() => ended.abort());
  done.catch(() => undefined);
  for (let due = changesPerFault; !ended.signal.aborted;) {
    await wait(5);
    if (written.count < due) continue;
    await strike();
    due = written.count + changesPerFault;
  }
  await done;
}
