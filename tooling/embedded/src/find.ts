import { openInstallation } from './installation/installation.ts';
import { ensurePassword } from './installation/password.ts';
import { settledPostmaster } from './server/postmaster.ts';
import { urlOf } from './server/url.ts';
import type { PostgresServerOptions } from './start.ts';

/** The URL of the installation's server while it runs, once it answers; nothing is started. */
export async function findPostgres({
  directory,
  root,
}: Pick<PostgresServerOptions, 'directory' | 'root'>): Promise<string | undefined> {
  const installation = await openInstallation({ directory, root, onProgress: () => undefined });
  const running = await settledPostmaster(installation.data);
  if (running === undefined) return undefined;
  return urlOf(await ensurePassword(installation.directory, installation.data), running.port);
}
