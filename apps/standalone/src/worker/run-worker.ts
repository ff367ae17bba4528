import { access } from 'node:fs/promises';

import { findPostgres } from '@halyard/embedded';
import { ConfigError } from '@halyard/http';

import { readStandaloneConfig } from '../config.ts';
import { migrateDatabase } from '../supervisor/database.ts';
import { openInstallation, type Installation } from '../supervisor/installation.ts';
import { checkRedis } from '../supervisor/redis.ts';
import { runUntilSignal } from '../supervisor/run-until-signal.ts';
import { createWorker } from '../supervisor/services.ts';
import { urlOf } from '../url-of.ts';
import { requireSameServers } from './started-with.ts';

interface RunWorkerOptions {
  /** The checkout. */
  root: string;
  /** Whether nothing else runs in this folder. */
  isAlone: boolean;
  /** Prints one line of progress. */
  onProgress: (message: string) => void;
}

/** Runs one more worker of an installation until a signal; starts no server, and makes no secret. */
export async function runWorker({ root, isAlone, onProgress }: RunWorkerOptions): Promise<void> {
  const config = readStandaloneConfig();
  const installation = await openInstallation(root);
  await runUntilSignal({
    onProgress,
    async start({ closers, stopping }) {
      await requireSecrets(installation);
      if (!isAlone) await requireSameServers(installation, config);
      await checkRedis(config, onProgress);
      const { DATABASE_URL: givenUrl, HOST: host } = config;
      const databaseUrl = givenUrl ?? (await findEmbedded(installation));
      // Waits for a start that is just doing so.
      await migrateDatabase(installation, { url: databaseUrl, isGiven: givenUrl !== undefined });
      stopping.throwIfAborted();
      const worker = createWorker({ installation, config, databaseUrl, onProgress });
      closers.add(worker.stop);
      const { operationsPort } = await worker.start();
      const url = urlOf(host, operationsPort);
      onProgress(`One more worker runs: ${url}/readyz, ${url}/metrics; Ctrl-C stops it`);
    },
  });
}

/** Made by the installation's start alone: with others, a worker would sign and seal in vain. */
async function requireSecrets({ key, auditKey, operatorPassword }: Installation): Promise<void> {
  for (const file of [key, auditKey, operatorPassword]) {
    await access(file).catch(() => {
      throw new ConfigError(
        `${file} is missing: run \`npm start\` here first, or copy the file from where Halyard runs.`,
      );
    });
  }
}

async function findEmbedded({ directory, root }: Installation): Promise<string> {
  const url = await findPostgres({ directory, root });
  if (url !== undefined) return url;
  throw new ConfigError('Halyard is just starting or stopping here: try again when it runs.');
}
