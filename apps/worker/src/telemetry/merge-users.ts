import type { Context } from '@halyard/domain';
import { mergePendingUsers } from '@halyard/domain/telemetry';

/**
 * It rests so many times as long as it worked, up to a limit. The same sketches are written in each turn:
 * under load the fewer turns, the more time is left to others.
 */
const restFactor = 19;
const longestRestMs = 15_000;

/** Makes what merges waiting users, and then rests for some times as long as that took. */
export function createMergeUsers(ctx: Context, now: () => number = () => performance.now()) {
  let restsUntilMs = 0;
  return async (): Promise<void> => {
    const startedAtMs = now();
    if (startedAtMs < restsUntilMs) return;
    await mergePendingUsers(ctx);
    const endedAtMs = now();
    restsUntilMs = endedAtMs + Math.min(restFactor * (endedAtMs - startedAtMs), longestRestMs);
  };
}
