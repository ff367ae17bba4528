import { setTimeout as delay } from 'node:timers/promises';

const turnMs = 50;
const perTurn = 100;
const mostMs = 5_000;

/**
 * Does something with each, spread over a time that grows with how many there are: 2 000 a second, and
 * more where that would take longer than five.
 */
export async function staggered<T>(
  all: readonly T[],
  act: (one: T) => void,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<void> {
  const atOnce = Math.max(perTurn, Math.ceil(all.length / (mostMs / turnMs)));
  for (let start = 0; start < all.length; start += atOnce) {
    if (start > 0) await wait(turnMs);
    for (const one of all.slice(start, start + atOnce)) act(one);
  }
}
