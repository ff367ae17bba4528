import { setTimeout as delay } from 'node:timers/promises';

export interface PingTimes {
  everyMs: number;
  /** A server that does not answer for so long is taken for gone. */
  timeoutMs: number;
}

export const usualPing: PingTimes = { everyMs: 5_000, timeoutMs: 5_000 };

/** Asks now and then, for a connection whose other end is gone looks like a quiet one. */
export async function pingUntilLost(
  ping: () => Promise<unknown>,
  everyMs: number,
  lost: AbortSignal,
): Promise<never> {
  for (;;) {
    await delay(everyMs, undefined, { signal: lost });
    await ping();
  }
}
