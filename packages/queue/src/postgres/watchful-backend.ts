import type { Socket } from 'node:net';

import {
  PostgresConnection,
  PostgresQueueBackend,
  type BackendFactory,
  type PgPoolClient,
  type PgPool,
  type WorkerOptions,
} from 'bullmq';

/** BullMQ on PostgreSQL, but for how its workers wait for jobs. */
export const createWatchfulBackend: BackendFactory<PostgresQueueBackend, PgPool> = (
  name,
  options,
  { withBlockingConnection = false } = {},
) => {
  const connection = new PostgresConnection(options.connection);
  return new WatchfulBackend(
    connection,
    name,
    options,
    true,
    withBlockingConnection ? name : undefined,
  );
};

class WatchfulBackend extends PostgresQueueBackend {
  /** Seconds. Once a wait failed, BullMQ would trust the next one to be told of jobs for an hour. */
  override get maximumBlockTimeout(): number {
    const { drainDelay = 5 } = this.opts as Partial<WorkerOptions>;
    return drainDelay;
  }

  /** BullMQ trusts that a connection listens that did so once, and waits on it although it is silent. */
  override async waitForJob(
    timeoutSeconds: number,
  ): ReturnType<PostgresQueueBackend['waitForJob']> {
    if (this.closing) return null;
    const client = await this.connection.getListenClient();
    try {
      await client.query('LISTEN bullmq_jobs');
    } catch (error) {
      cut(client);
      throw error;
    }
    return super.waitForJob(timeoutSeconds);
  }
}

/** BullMQ hears that the connection ended, and makes another. */
const cut = ({ connection }: Pick<PgPoolClient, 'connection'>): unknown =>
  (connection?.stream as Socket | undefined)?.destroy();
