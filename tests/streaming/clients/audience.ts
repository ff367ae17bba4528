import { setTimeout as wait } from 'node:timers/promises';

import { createRandom, type Random } from '../../driver/random.ts';
import type { Credential } from '../writing/world.ts';
import { listen } from './listen.ts';
import { createListener, spellings, type Listener } from './listener.ts';
import { createNoteEvent } from './note-event.ts';

/** Many clients of all kinds. */
export interface Audience {
  listeners: readonly Listener[];
  /** Breaks the connection of one of them. */
  cutOne(random: Random): void;
  /** Some go to sleep, and hear everything that they miss when they wake. */
  sleep(): void;
  wake(): void;
  until(what: string, holds: (listener: Listener) => boolean): Promise<void>;
  /** What happened to them, added up. */
  count(): Record<string, number>;
  stop(): Promise<void>;
}

/** Who hears nothing for so long is taken to be deaf. */
const patienceMs = 30_000;
const slowShare = 0.2;
const awayShare = 0.2;
const longestAwayMs = 2_000;
/** Prime to how many credentials and spellings there are. */
const sleeperEvery = 7;

/** So many clients, by each credential and in each spelling in turn. */
export function listenAll(
  credentials: readonly Credential[],
  { url, count, seed }: { url: string; count: number; seed: number },
): Audience {
  const random = createRandom(seed);
  const note = createNoteEvent();
  const all = Array.from({ length: count }, (_, index) => {
    const { name, scope, headers } = credentials[index % credentials.length]!;
    const spelling = spellings[Math.floor(index / credentials.length) % spellings.length]!;
    const listener = createListener(`${index} (${name}, ${spelling})`, { scope, spelling });
    const isSlow = random.chance(slowShare);
    return { listener, stream: listen(listener, { url, headers, note, random, isSlow }) };
  });
  const sleepers = all.filter((_, index) => index % sleeperEvery === 0);
  const listeners = all.map(({ listener }) => listener);

  return {
    listeners,
    cutOne(random) {
      const awayMs = random.chance(awayShare) ? random.below(longestAwayMs) : 0;
      random.pick(all).stream.cut(awayMs);
    },
    sleep: () => sleepers.forEach(({ stream }) => stream.sleep()),
    wake: () => sleepers.forEach(({ stream }) => stream.wake()),
    async until(what, holds) {
      const moved = new Map<Listener, { seq: number; at: number }>();
      const isStuck = (listener: Listener): boolean => {
        const { seq } = listener.last;
        if (moved.get(listener)?.seq !== seq) moved.set(listener, { seq, at: performance.now() });
        return performance.now() > moved.get(listener)!.at + patienceMs;
      };
      for (;;) {
        const late = listeners.filter((listener) => !holds(listener));
        if (late.length === 0) return;
        const stuck = late.filter(isStuck).map(({ name, last }) => `${name} at ${last.seq}`);
        if (stuck.length > 0) throw new Error(`Not so: ${what}; stuck are ${stuck.join('; ')}`);
        await wait(10);
      }
    },
    count() {
      const total = { streams: 0, refusals: 0, resyncs: 0, breaks: 0, told: 0 };
      for (const { counts, told } of listeners) {
        total.streams += counts.streams;
        total.refusals += counts.refusals;
        total.resyncs += counts.resyncs;
        total.breaks += counts.breaks;
        total.told += told.length;
      }
      return total;
    },
    async stop() {
      await Promise.all(all.map(({ stream }) => stream.stop()));
    },
  };
}
