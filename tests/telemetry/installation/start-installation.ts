import type { Closers } from '@halyard/http';
import type { TestQueuesInput } from '@halyard/queue/testing';

import type { Random } from '../../driver/random.ts';
import type { Restartable } from '../../driver/restartable.ts';
import type { Servers } from '../../driver/servers.ts';
import { startApi } from './api.ts';
import { startWorkers } from './workers.ts';

export interface Installation {
  /** Where telemetry is taken. */
  url: string;
  /** What may be killed. */
  parts: Readonly<Record<string, Restartable>>;
}

interface InstallationOptions {
  queues: TestQueuesInput;
  evaluationSecrets: string;
  random: Random;
  closers: Closers;
}

/** A process that takes telemetry and two that work, on a run's servers. */
export async function startInstallation(
  { databaseUrl, postgres, redis }: Servers,
  { queues, evaluationSecrets, random, closers }: InstallationOptions,
): Promise<Installation> {
  const api = await startApi({ databaseUrl, queues, evaluationSecrets });
  closers.add(api.kill);
  const [first, second] = await startWorkers(2, { databaseUrl, queues }, random);
  for (const worker of [first!, second!]) closers.add(worker.kill);
  return {
    url: api.url,
    parts: { api, first: first!, second: second!, postgres, ...(redis && { redis }) },
  };
}
