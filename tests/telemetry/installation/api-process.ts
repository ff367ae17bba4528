import { Worker } from 'node:worker_threads';

import { createEvaluationIds, parseEvaluationSecrets } from '@halyard/auth';
import { createDatabase } from '@halyard/database';
import { createQueues } from '@halyard/queue';
import { createTestQueueServer, type TestQueuesInput } from '@halyard/queue/testing';
import { createReplica } from '@halyard/replica';
import { startNode } from '@halyard/telemetry/testing';

export interface ApiProcessInput {
  databaseUrl: string;
  queues: TestQueuesInput;
  /** What evaluations were given ids with. */
  evaluationSecrets: string;
  port: number;
  /** What reads long bodies, bundled. */
  readingFile: string;
}

/** Takes telemetry until it is killed. */
async function main(): Promise<void> {
  const input = JSON.parse(process.argv[2]!) as ApiProcessInput;
  const { port, readingFile } = input;
  const database = createDatabase({ url: input.databaseUrl, maxConnections: 3 });
  const replica = createReplica({ database, report: () => undefined });
  await replica.start();
  const queues = createQueues({ ...createTestQueueServer(input.queues), onError: () => undefined });
  const secrets = parseEvaluationSecrets(input.evaluationSecrets);
  const { verify } = createEvaluationIds({ secrets, now: Date.now });
  await startNode({
    replica,
    queues,
    verifyEvaluationId: verify,
    startReading: () => new Worker(readingFile),
    port,
    now: Date.now,
  });
  process.send!('ready');
}

process.once('disconnect', () => process.exit());
await main();
