import type { QueuePayload } from '@halyard/contracts';
import type { TcpProxy } from '@halyard/database/testing';

import type { Queues, QueueServer } from '../queues.ts';

/** A server with queues of a test's own, and what a test may do behind their back. */
export interface QueueKit {
  /** What a process is given, by way of the proxy where one lies between. */
  server(proxy?: { url: string }): QueueServer;
  createProxy(): Promise<TcpProxy>;
  /** Jobs of `key-usage`, whatever became of them. */
  countJobs(): Promise<number>;
  /** Jobs that a consumer has taken up. */
  countActive(): Promise<number>;
  /** How often the only job was tried in vain so far. */
  countAttempts(): Promise<number>;
  /** As it is when the third process that had taken the job up has been dead for a while. */
  abandonJobs(): Promise<void>;
  /** Connections that processes have opened. */
  countConnections(): Promise<number>;
  close(): Promise<void>;
}

export type Payload = QueuePayload<'key-usage'>;

export const createPayload = (): Payload => ({
  keys: [{ organizationId: crypto.randomUUID(), keyId: crypto.randomUUID(), lastUsedAtMs: 1 }],
});

/** Starts a consumer that only notes what it is given. */
export async function receiveFrom(queues: Queues): Promise<Payload[]> {
  const received: Payload[] = [];
  const consumer = queues.createConsumer('key-usage', async (job) => {
    received.push(job);
  });
  await consumer.start();
  return received;
}
