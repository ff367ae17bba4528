import type { Context } from '@halyard/domain';
import { mergePendingUsers } from '@halyard/domain/telemetry';

/** Of its time it works one part in so many: under load it takes more at once, less often. */
const restFactor = 4;

/** Makes what merges waiting users, and then rests for some times as long as that took. */
export function createMergeUsers(ctx: Context, now: () => number = () => performance.now()) {
  let restsUntilMs = 0;
  return async (): Promise<void> => {
    const startedAtMs = now();
    if (startedAtMs < restsUntilMs) return;
    await mergePendingUsers(ctx);
    const endedAtMs = now();
    restsUntilMs = endedAtMs + restFactor * (endedAtMs - startedAtMs);
  };
}
