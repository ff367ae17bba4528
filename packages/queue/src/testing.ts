import { Redis } from 'ioredis';

import type { QueueServer } from './queues.ts';

/** What queues can be on: suites that have to do with them run on each. */
export const queueServers = ['PostgreSQL', 'Redis'] as const;
export type QueueServerName = (typeof queueServers)[number];

/** Which queues of a test are meant: JSON, so that other processes can be told. */
export interface TestQueuesInput {
  server: QueueServerName;
  /** Of the test's own database. */
  databaseUrl: string;
  /** Of a server that others use, too. */
  redisUrl: string;
  /** Of the test's own. */
  prefix: string;
}

/** What `createQueues` is given. */
export const createTestQueueServer = (input: TestQueuesInput): QueueServer =>
  input.server === 'PostgreSQL'
    ? { postgres: { url: input.databaseUrl, maxConnections: 10 } }
    : {
        redis: {
          connect: (connectionName, options) =>
            new Redis(input.redisUrl, { connectionName, ...options }),
          prefix: input.prefix,
          onWarning: () => undefined,
        },
      };
