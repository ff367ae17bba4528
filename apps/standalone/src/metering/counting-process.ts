import { setImmediate as nextTurn } from 'node:timers/promises';

import { createEvaluationCounts } from '@halyard/evaluation';
import { createLogger, createMetrics } from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { createTestQueueServer, type TestQueuesInput } from '@halyard/queue/testing';
import type { KeyRecord } from '@halyard/replica';

import { decideFlag } from './decide-flag.ts';

export interface CountingProcessInput {
  queues: TestQueuesInput;
  key: KeyRecord;
}

/** Counts without end, tells its parent how much of it is on the queue, and waits to be killed. */
async function main(): Promise<void> {
  const input = JSON.parse(process.argv[2]!) as CountingProcessInput;
  const queues = createQueues({
    ...createTestQueueServer(input.queues),
    onError: () => undefined,
  });
  const producer = queues.createProducer('evaluation-counts');
  const counts = createEvaluationCounts({
    producer: {
      async add(batch, id) {
        await producer.add(batch, id);
        for (const { evaluations } of batch.usage) process.send!(evaluations);
      },
    },
    shareUsage: async () => undefined,
    secret: 's'.repeat(64),
    node: 'host',
    metrics: createMetrics('test'),
    log: createLogger('test', 'silent'),
    flushIntervalMs: 20,
    now: Date.now,
  });
  counts.start();
  const decision = decideFlag();
  for (;;) {
    counts.count(
      input.key,
      decision,
      'production',
      false,
      undefined,
      undefined,
      undefined,
      Date.now(),
    );
    await nextTurn();
  }
}

process.on('disconnect', () => process.exit());
await main();
