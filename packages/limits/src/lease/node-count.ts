import type { SharedCounter } from '../counter/shared-counter.ts';
import { counterExpiresAtMs, windowNumber } from '../window.ts';

/** How many nodes lease for a limit: each adds itself to a counter once a minute. */
export interface NodeCount {
  /** As it was last known; 1 before anything is. */
  value(): number;
  /** Adds this node where it has not yet, and counts again. */
  refresh(nowMs: number): Promise<void>;
}

export interface NodeCountDeps {
  /** What is limited. */
  name: string;
  counter: Pick<SharedCounter, 'add'>;
}

export function createNodeCount({ name, counter }: NodeCountDeps): NodeCount {
  let nodes = 1;
  let joinedMinute: number | undefined;
  /** How many there were in the minute before: in the present one some are still to come. */
  let before = 0;

  const add = (minute: number, amount: number): Promise<number | undefined> =>
    counter.add(`limits:${name}:nodes:${minute}`, amount, counterExpiresAtMs('minute', minute));

  async function join(minute: number): Promise<number | undefined> {
    const known = await add(minute - 1, 0);
    if (known === undefined) return undefined;
    before = known;
    return add(minute, 1);
  }

  return {
    value: () => nodes,
    async refresh(nowMs) {
      const minute = windowNumber('minute', nowMs);
      const present = minute === joinedMinute ? await add(minute, 0) : await join(minute);
      if (present === undefined) return;
      joinedMinute = minute;
      nodes = Math.max(1, present, before);
    },
  };
}
