import { rm } from 'node:fs/promises';

import { removePostgres } from '@halyard/embedded';

import { openInstallation } from './installation.ts';

/** Deletes what {@link run} made: the server with its data, the keys, the disk copy, the logs. */
export async function reset({ root }: { root: string }): Promise<void> {
  const installation = await openInstallation(root);
  await removePostgres({ directory: installation.directory, root });
  await rm(installation.logs, { recursive: true, force: true });
  await rm(installation.replica, { recursive: true, force: true });
  await rm(installation.demoKeys, { force: true });
  await rm(installation.auditKey, { force: true });
  await rm(installation.evaluationSecrets, { force: true });
  await rm(installation.key, { force: true });
}
