import { createMemoryCounters, type Counters } from '@halyard/coordination';
import { createSharedCounter } from '@halyard/limits';

import {
  countAttempt,
  countInRound,
  type ClearableAttempt,
  type CountedAttempt,
  type Counting,
} from './count-attempt.ts';

/** Counts attempts by name. Nothing of it rejects. */
export interface AttemptCounts {
  begin(name: string, lifeMs: number): Promise<CountedAttempt>;
  /** Of those that a success clears. */
  beginClearable(name: string, lifeMs: number): Promise<ClearableAttempt>;
}

export interface AttemptCountsDeps {
  counters: Pick<Counters, 'add'>;
  /** Unix time, milliseconds. */
  now: () => number;
  /** Told once an outage of the counters. */
  onError: (error: unknown) => void;
}

/** By the shared counters; while they are away, by what this node has counted beside them. */
export function createAttemptCounts({ counters, now, onError }: AttemptCountsDeps): AttemptCounts {
  const shared = createSharedCounter({ counters, onError });
  const ofNode: Counting = { now, add: createMemoryCounters({ now }).add };
  const ofAll: Counting = {
    now,
    add: async (...counted) => (shared.mayAsk() ? shared.add(...counted) : undefined),
  };

  async function countInBoth<C>(count: (counting: Counting) => Promise<C | undefined>) {
    const both = [await count(ofAll), await count(ofNode)].filter((one) => one !== undefined);
    const each = async (step: (counted: C) => Promise<void>) =>
      void (await Promise.all(both.map(step)));
    // The node's own never fails.
    return { deciding: both[0]!, each };
  }

  return {
    async begin(name, lifeMs) {
      const { deciding, each } = await countInBoth((counting) =>
        countAttempt(counting, name, lifeMs),
      );
      return { before: deciding.before, takeBack: () => each((one) => one.takeBack()) };
    },
    async beginClearable(name, lifeMs) {
      const { deciding, each } = await countInBoth((counting) =>
        countInRound(counting, name, lifeMs),
      );
      return {
        before: deciding.before,
        takeBack: () => each((one) => one.takeBack()),
        clear: () => each((one) => one.clear()),
      };
    },
  };
}
