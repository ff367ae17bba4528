import type { TelemetryBatch } from '@halyard/contracts';
import type { Database } from '@halyard/database';
import type { Queues } from '@halyard/queue';
import { vi } from 'vitest';

import type { Sender } from '../reports/world.ts';

const patience = { timeout: 20_000, interval: 20 };
const lastAttempt = 9;

/** A batch of one evaluation, made by hand; its id is the job's, too. */
export function createBatch(
  { organizationId, applicationId, reporter, flags }: Sender,
  evaluation: Partial<TelemetryBatch['evaluations'][number]>,
): TelemetryBatch {
  const nowMs = Date.now();
  const header = { id: crypto.randomUUID(), organizationId, applicationId, reporter };
  const whole = { flagId: flags[0]!.id, environment: 'production', result: true, atMs: nowMs };
  const evaluations = [{ ...whole, ...evaluation }];
  return { ...header, receivedAtMs: nowMs, evaluations, errors: [], unknownFlags: [] };
}

/** Resolves when some jobs have failed for good; once they have failed, only one attempt is left to them. */
export async function failForGood(
  { database, queues }: { database: Database; queues: Queues },
  ids: readonly string[],
): Promise<void> {
  const spendAttempts = (): Promise<number> => database.$executeRaw`
    UPDATE bullmq.job SET attempts_made = ${lastAttempt}
    WHERE id = ANY (${ids}::text[]) AND attempts_made BETWEEN 1 AND ${lastAttempt - 1}`;
  const letters = queues.createDeadLetters();
  await vi.waitUntil(async () => {
    await spendAttempts();
    const listed = await letters.list('telemetry', { limit: 100, offset: 0 });
    return ids.every((id) => listed.some((letter) => letter.id === id));
  }, patience);
}
