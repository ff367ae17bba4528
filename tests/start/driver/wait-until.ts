import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 25;

/** Polls a condition until it holds and returns what it gave; fails, saying what never came. */
export async function waitUntil<T>(
  description: string,
  condition: () => T | Promise<T>,
  deadlineMs = 60_000,
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const result = await condition();
    if (result !== undefined && result !== null && result !== false) {
      return result as Exclude<T, undefined | null | false>;
    }
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${description}.`);
    await pause(pollMs);
  }
}
