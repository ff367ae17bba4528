import { migrate } from '@halyard/database';
import { startPostgres } from '@halyard/embedded';
import { migrateQueues } from '@halyard/queue';

import type { Installation } from './installation.ts';

export interface RunningDatabase {
  url: string;
  /** Stops the server, if it is ours. */
  stop(): Promise<void>;
}

/** Starts the embedded server, or takes the one that was given. */
export async function startDatabase(
  installation: Installation,
  givenUrl: string | undefined,
  onProgress: (message: string) => void,
): Promise<RunningDatabase> {
  if (givenUrl !== undefined) return { url: givenUrl, stop: () => Promise.resolve() };
  const { directory, root } = installation;
  const { url, stop } = await startPostgres({ directory, root, onProgress });
  return { url, stop };
}

/** Brings the tables up to date; returns the migrations that took. */
export async function migrateDatabase(installation: Installation, url: string): Promise<string[]> {
  const applied = await migrate(url, installation.migrations);
  await migrateQueues(url);
  return applied;
}
