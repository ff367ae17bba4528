import type { Closers } from '@halyard/http';
import type { TestQueuesInput } from '@halyard/queue/testing';

import type { Random } from '../../driver/random.ts';
import type { Restartable } from '../../driver/restartable.ts';
import type { Servers } from '../../driver/servers.ts';
import { startApis } from './apis.ts';
import { startWorkers } from './workers.ts';

export interface Installation {
  /** Where telemetry is taken. */
  urls: readonly string[];
  /** What may be killed. */
  parts: Readonly<Record<string, Restartable>>;
}

interface InstallationOptions {
  queues: TestQueuesInput;
  evaluationSecrets: string;
  random: Random;
  closers: Closers;
}

/** Two processes that take telemetry and two that work, on a run's servers. */
export async function startInstallation(
  { databaseUrl, postgres, redis }: Servers,
  { queues, evaluationSecrets, random, closers }: InstallationOptions,
): Promise<Installation> {
  const apis = await startApis(2, { databaseUrl, queues, evaluationSecrets });
  for (const api of apis) closers.add(api.kill);
  const workers = await startWorkers(2, { databaseUrl, queues }, random);
  for (const worker of workers) closers.add(worker.kill);
  const named = (name: string, all: readonly Restartable[]) =>
    Object.fromEntries(all.map((one, index) => [`${name} ${index + 1}`, one]));
  return {
    urls: apis.map(({ url }) => url),
    parts: {
      ...named('api', apis),
      ...named('worker', workers),
      postgres,
      ...(redis && { redis }),
    },
  };
}
