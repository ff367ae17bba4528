import { randomUUID } from 'node:crypto';

export { createMemoryBases } from './memory/bases.ts';

import type { Coordination } from './coordination.ts';
import { createPostgresCoordination } from './postgres/coordination.ts';
import { createRedisCoordination } from './redis/coordination.ts';

/** What coordination can be on: suites that have to do with it run on each. */
export const coordinationServers = ['PostgreSQL', 'Redis'] as const;
export type CoordinationServer = (typeof coordinationServers)[number];

/** Coordination of a test's own on one of the servers. */
export interface TestCoordination {
  /** Of the server; `open` takes a proxy's in its place. */
  url: string;
  /** What one node has of it; all that are opened share everything. */
  open(options?: { url?: string; onError?: (error: Error) => void }): Coordination;
}

interface Servers {
  /** Of the test's own database. */
  databaseUrl: string;
  /** Of a server that others use, too. */
  redisUrl: string;
}

export function createTestCoordination(
  server: CoordinationServer,
  { databaseUrl, redisUrl }: Servers,
): TestCoordination {
  const ignore = (): void => undefined;
  if (server === 'PostgreSQL') {
    return {
      url: databaseUrl,
      open: ({ url = databaseUrl, onError = ignore } = {}) =>
        createPostgresCoordination({ url, maxConnections: 3, onError }),
    };
  }
  const prefix = `test-${randomUUID()}`;
  return {
    url: redisUrl,
    open: ({ url = redisUrl, onError = ignore } = {}) =>
      createRedisCoordination({ url, prefix, onError }),
  };
}
