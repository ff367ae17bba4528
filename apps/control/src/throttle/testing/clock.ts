import { setImmediate } from 'node:timers/promises';

/** A clock that the test moves, and the waits by it. */
export interface Clock {
  now(): number;
  wait(delayMs: number, signal: AbortSignal): Promise<void>;
  /** Lets so many milliseconds pass: who is due meanwhile goes on at its time, one by one. */
  pass(ms: number): Promise<void>;
  /** How many wait. */
  waiting(): number;
}

interface Waiter {
  dueMs: number;
  goOn: () => void;
}

export function createClock(): Clock {
  let nowMs = Date.UTC(2030, 0, 1, 12);
  const waiters = new Set<Waiter>();

  const nextDue = (untilMs: number): Waiter | undefined =>
    [...waiters].filter(({ dueMs }) => dueMs <= untilMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];

  async function goOn(waiter: Waiter): Promise<void> {
    nowMs = waiter.dueMs;
    waiters.delete(waiter);
    waiter.goOn();
    await setImmediate();
  }

  return {
    now: () => nowMs,
    wait: (delayMs, signal) =>
      new Promise((goOn, reject) => {
        const waiter = { dueMs: nowMs + delayMs, goOn };
        waiters.add(waiter);
        signal.addEventListener('abort', () => {
          waiters.delete(waiter);
          reject(signal.reason as Error);
        });
      }),
    async pass(ms) {
      const untilMs = nowMs + ms;
      await setImmediate();
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) await goOn(due);
      nowMs = untilMs;
    },
    waiting: () => waiters.size,
  };
}
