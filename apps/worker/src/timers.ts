import { keepPartitions } from '@halyard/database';
import { deriveChanges, disableEndedFlags } from '@halyard/domain';
import { advanceEventGeneration, rollUpDays } from '@halyard/domain/telemetry';
import { Counter } from '@halyard/http';

import { keepBases } from './keep-bases.ts';
import { handOverNotifications } from './notifications/hand-over.ts';
import { removeOldNotifications } from './notifications/remove-old-notifications.ts';
import { removeExpired } from './remove-expired.ts';
import { removeOldBatches } from './remove-old-batches.ts';
import { createMergeUsers } from './telemetry/merge-users.ts';
import { removeOldTelemetry, removeTelemetryOfTheGone } from './telemetry/remove-old.ts';
import { createTimer, type Timer } from './timer.ts';
import { trimChangeLogs } from './trim-change-logs.ts';
import { removeOldDays } from './usage/remove-old-days.ts';
import type { WorkerDeps } from './worker.ts';

const soonMs = 1_000;
/** How often is looked whether it is time to write bases. */
const basesIntervalMs = 5_000;
const minuteMs = 60_000;
const removalIntervalMs = 10 * minuteMs;

/** All that is done again and again. */
export function createTimers(deps: WorkerDeps): Timer[] {
  const { database, queues, basesPlace, telling, ctx, metrics, log } = deps;
  const turns = new Counter({
    name: 'halyard_timer_turns_total',
    help: 'Turns of timers, by timer and outcome.',
    labelNames: ['timer', 'outcome'] as const,
    registers: [metrics],
  });
  const every = (intervalMs: number, name: string, run: () => Promise<unknown>): Timer =>
    createTimer({ name, intervalMs, run, turns, log });
  const now = (): number => ctx.now().getTime();
  const timers = [
    every(soonMs, 'derive-changes', () => deriveChanges(ctx)),
    every(soonMs, 'disable-ended-flags', () => disableEndedFlags(ctx)),
    every(soonMs, 'merge-users', createMergeUsers(ctx)),
    every(minuteMs, 'advance-event-generation', () => advanceEventGeneration(ctx)),
    every(minuteMs, 'keep-partitions', () => keepPartitions(database, now())),
    every(removalIntervalMs, 'roll-up-days', () => rollUpDays(ctx)),
    every(removalIntervalMs, 'remove-old-batches', () => removeOldBatches(database, now())),
    every(removalIntervalMs, 'remove-old-days', () => removeOldDays(database, now())),
    every(removalIntervalMs, 'remove-old-notifications', () =>
      removeOldNotifications(database, now()),
    ),
    every(removalIntervalMs, 'remove-old-telemetry', () => removeOldTelemetry(database, now())),
    every(removalIntervalMs, 'remove-the-gone', () => removeTelemetryOfTheGone(database)),
    every(removalIntervalMs, 'remove-expired', () => removeExpired(database, now())),
    every(removalIntervalMs, 'trim-change-logs', () => trimChangeLogs(database, now())),
  ];
  if (basesPlace) {
    const keep = (): Promise<void> => keepBases({ ...basesPlace, database, now });
    timers.push(every(basesIntervalMs, 'keep-bases', keep));
  }
  if (telling) {
    const producer = queues.createProducer('notifications');
    const handOver = (): Promise<unknown> => handOverNotifications({ ctx, producer });
    timers.push(every(soonMs, 'hand-over-notifications', handOver));
  }
  return timers;
}
