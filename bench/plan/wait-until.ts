import { setTimeout as wait } from 'node:timers/promises';

const pollMs = 5;
const deadlineMs = 30_000;

/** Polls a condition until it holds. */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await wait(pollMs);
  }
}
