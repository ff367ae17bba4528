import { dayAt } from '@halyard/contracts';
import { readEvaluations } from '@halyard/database';
import { changePlan } from '@halyard/domain';
import { queueServers } from '@halyard/queue/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';

import { recordKeyUsage } from './record-key-usage.ts';
import { createWorkerKit, type WorkerKit } from './testing/worker-kit.ts';

describe.each(queueServers)('with queues on %s', (server) => {
  let kit: WorkerKit;

  beforeAll(async () => {
    kit = await createWorkerKit(server);
    return kit.close;
  });

  const lastUse = async (): Promise<number | undefined> => {
    const { lastUsedAt } = await kit.database.apiKey.findFirstOrThrow({
      where: { id: kit.key.keyId },
    });
    return lastUsedAt?.getTime();
  };

  test('key usage from the queue is written, and the job is counted', async () => {
    const producer = kit.queues.createProducer('key-usage');
    await producer.add({ keys: [{ ...kit.key, lastUsedAtMs: 1_700_000_000_123 }] });
    await vi.waitFor(async () => expect(await lastUse()).toBe(1_700_000_000_123), 10_000);
    expect(await kit.metrics.metrics()).toContain(
      'halyard_jobs_completed_total{queue="key-usage",service="test"} 1',
    );
  });

  test('metrics say how much there is of each queue to do', async () => {
    const text = await kit.metrics.metrics();
    expect(text).toMatch(/^halyard_queue_jobs{queue="key-usage",state="waiting",.*} 0$/m);
    expect(text).toMatch(/^halyard_queue_oldest_job_age_seconds{queue="key-usage",.*} 0$/m);
  });

  test('an older or repeated report changes nothing', async () => {
    const later = { ...kit.key, lastUsedAtMs: 1_800_000_000_000 };
    await recordKeyUsage(kit.database, { keys: [later] });
    await recordKeyUsage(kit.database, { keys: [later] });
    await recordKeyUsage(kit.database, { keys: [{ ...kit.key, lastUsedAtMs: 1_750_000_000_000 }] });
    expect(await lastUse()).toBe(1_800_000_000_000);
  });

  test('another organization cannot touch the key', async () => {
    const before = await lastUse();
    const organizationId = crypto.randomUUID();
    await recordKeyUsage(kit.database, {
      keys: [{ ...kit.key, organizationId, lastUsedAtMs: 1_900_000_000_000 }],
    });
    expect(await lastUse()).toBe(before);
  });

  test('usage, levels and refusals from the queues are written', async () => {
    const { organizationId } = kit.key;
    const day = dayAt(Date.now());
    const month = day.slice(0, 7);
    await changePlan(kit.ctx, { organizationId, plan: 'FREE' });
    await kit.queues.createProducer('evaluation-counts').add({
      node: 'a',
      boot: crypto.randomUUID(),
      n: 1,
      startedAtMs: 0,
      endedAtMs: 1_000,
      usage: [{ organizationId, day, evaluations: 5 }],
      flags: [],
      places: [],
      languages: [],
      clients: [],
    });
    await kit.queues
      .createProducer('plan-level')
      .add({ organizationId, month, level: 'blocked', plan: 'FREE' });
    await kit.queues.createProducer('evaluation-blocked').add({ organizationId });
    const readWritten = async () => {
      const { level } = await kit.database.planState.findFirstOrThrow({
        where: { organizationId },
      });
      const audited = { organizationId, action: 'evaluation_blocked' };
      const evaluations = await readEvaluations(kit.database, organizationId, month);
      return [evaluations, level, await kit.database.auditEntry.count({ where: audited })];
    };
    await vi.waitFor(async () => expect(await readWritten()).toEqual([5, 'blocked', 1]), 10_000);
  });

  test('feedback from the queue is counted', async () => {
    const { organizationId } = kit.key;
    await kit.queues.createProducer('feedback').add({
      id: crypto.randomUUID(),
      organizationId,
      applicationId: crypto.randomUUID(),
      reporter: 'trusted',
      receivedAtMs: Date.now(),
      reports: [
        {
          evaluationId: crypto.randomUUID(),
          evaluatedAtMs: Date.now(),
          flagId: crypto.randomUUID(),
          environment: 'production',
          value: true,
          result: true,
        },
      ],
    });
    const countFeedback = () =>
      kit.database.feedbackCount.count({ where: { organizationId, successes: 1 } });
    await vi.waitFor(async () => expect(await countFeedback()).toBe(1), 10_000);
  });
});
