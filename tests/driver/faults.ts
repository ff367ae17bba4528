import { setTimeout as wait } from 'node:timers/promises';

import type { Random } from './random.ts';
import type { Restartable } from './restartable.ts';

const longestAwayMs = 600;
const twoAtOnce = 0.3;

/** Kills one of several, now and then two, each as often as the others, and starts them again. */
export function createFaults(named: Readonly<Record<string, Restartable>>, random: Random) {
  const names = Object.keys(named);
  const counts = new Map<string, number>(names.map((name) => [name, 0]));

  async function kill(name: string): Promise<void> {
    counts.set(name, counts.get(name)! + 1);
    await named[name]!.kill();
    await wait(random.below(longestAwayMs));
    await named[name]!.start();
  }

  /** Any of those that were killed least. */
  function next(): string {
    const least = Math.min(...counts.values());
    return random.pick(names.filter((name) => counts.get(name) === least));
  }

  return {
    counts,
    async strike(): Promise<void> {
      const first = next();
      const others = names.filter((name) => name !== first);
      const struck = random.chance(twoAtOnce) ? [first, random.pick(others)] : [first];
      await Promise.all(struck.map(kill));
    },
  };
}
