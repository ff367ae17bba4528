import { migrate } from '@halyard/database';
import { startPostgres, type PostgresServer } from '@halyard/embedded';
import { ConfigError } from '@halyard/http';
import { migrateQueues } from '@halyard/queue';

import type { Installation } from './installation.ts';

export interface RunningDatabase {
  url: string;
  isGiven: boolean;
  /** Stops the server, if it is ours. */
  stop(): Promise<void>;
}

type OnProgress = (message: string) => void;

/** Starts the embedded server and keeps it running, or takes the one that was given. */
export async function startDatabase(
  installation: Installation,
  givenUrl: string | undefined,
  onProgress: OnProgress,
): Promise<RunningDatabase> {
  if (givenUrl !== undefined) {
    return { url: givenUrl, isGiven: true, stop: () => Promise.resolve() };
  }
  const { directory, root } = installation;
  return keepRunning(() => startPostgres({ directory, root, onProgress }), onProgress);
}

const lookIntervalMs = 1_000;

/** Starts the server again when it has ended by itself; on the same port, so that the URL stays. */
async function keepRunning(
  start: () => Promise<PostgresServer>,
  onProgress: OnProgress,
): Promise<RunningDatabase> {
  let server = await start();
  const { url } = server;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    if (await server.isRunning()) return;
    onProgress('PostgreSQL ended and is started again');
    server = await start();
    if (server.url !== url) onProgress('PostgreSQL had to take another port: restart Halyard');
  }
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => onProgress(String(error)));
  }, lookIntervalMs);

  return {
    url,
    isGiven: false,
    async stop() {
      clearInterval(timer);
      await looking;
      await server.stop();
    },
  };
}

/** Brings the tables up to date; returns the migrations that took. */
export async function migrateDatabase(
  installation: Installation,
  { url, isGiven }: Pick<RunningDatabase, 'url' | 'isGiven'>,
): Promise<string[]> {
  const applied = await migrate(url, installation.migrations).catch((error: unknown) => {
    throw (isGiven && describeUnreachable(error)) || error;
  });
  await migrateQueues(url);
  return applied;
}

/** SQLSTATE classes: connection, authorisation, no such database, out of resources, shutting down. */
const unreachableStates = /^(?:08|28|3D|53|57)/;

/** Never with the URL, which holds a password. */
function describeUnreachable(error: unknown): ConfigError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  const isSystemError = 'syscall' in error || error instanceof AggregateError;
  if (!isSystemError && !unreachableStates.test(code)) return undefined;
  return new ConfigError(
    `The database that DATABASE_URL names is not usable: ${error.message || code}`,
  );
}
