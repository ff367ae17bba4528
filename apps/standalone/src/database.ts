import { migrate } from '@halyard/database';
import { startPostgres } from '@halyard/embedded';
import { ConfigError } from '@halyard/http';
import { migrateQueues } from '@halyard/queue';

import type { Installation } from './installation.ts';

export interface RunningDatabase {
  url: string;
  isGiven: boolean;
  /** Stops the server, if it is ours. */
  stop(): Promise<void>;
}

/** Starts the embedded server, or takes the one that was given. */
export async function startDatabase(
  installation: Installation,
  givenUrl: string | undefined,
  onProgress: (message: string) => void,
): Promise<RunningDatabase> {
  if (givenUrl !== undefined) {
    return { url: givenUrl, isGiven: true, stop: () => Promise.resolve() };
  }
  const { directory, root } = installation;
  const { url, stop } = await startPostgres({ directory, root, onProgress });
  return { url, isGiven: false, stop };
}

/** Brings the tables up to date; returns the migrations that took. */
export async function migrateDatabase(
  installation: Installation,
  { url, isGiven }: RunningDatabase,
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
