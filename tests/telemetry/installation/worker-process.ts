import { createDatabase, isOutage } from '@halyard/database';
import { createTestContext } from '@halyard/domain/testing';
import { createLogger, createMetrics } from '@halyard/http';
import { createQueues, type Queues } from '@halyard/queue';
import { createTestQueueServer, type TestQueuesInput } from '@halyard/queue/testing';
import { buildWorker } from '@halyard/worker';

export interface WorkerProcessInput {
  databaseUrl: string;
  queues: TestQueuesInput;
}

/** When a worker is to die that has telemetry to write next. */
export interface Death {
  /** So long after it began, be it written by then or not; or when it is, before the jobs are done. */
  moment: number | 'written';
}

let death: Death | undefined;

/** Works until it is killed. */
async function main(): Promise<void> {
  const input = JSON.parse(process.argv[2]!) as WorkerProcessInput;
  const database = createDatabase({ url: input.databaseUrl, maxConnections: 5 });
  const onError = () => undefined;
  const queues = createQueues({ ...createTestQueueServer(input.queues), isOutage, onError });
  const worker = buildWorker({
    database,
    queues: mortal(queues),
    ctx: createTestContext(database),
    metrics: createMetrics('worker'),
    log: createLogger('worker', 'silent'),
  });
  await worker.start();
  process.send!('ready');
}

const mortal = (queues: Queues): Queues => ({
  ...queues,
  createBatchConsumer: (name, handle, batches) =>
    queues.createBatchConsumer(
      name,
      async (payloads) => {
        const moment = name === 'telemetry' ? death?.moment : undefined;
        if (typeof moment === 'number') setTimeout(die, moment);
        await handle(payloads);
        if (moment === 'written') die();
      },
      batches,
    ),
});

const die = (): void => void process.kill(process.pid, 'SIGKILL');

process.once('message', (told) => (death = told as Death));
process.once('disconnect', () => process.exit());
await main();
