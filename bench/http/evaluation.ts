import { join } from 'node:path';

import { migrateQueues } from '@halyard/queue';

import { checkEvaluations } from './check-answers.ts';
import { createEvaluations, writeRequests } from './requests.ts';
import { seed } from './seed.ts';
import { startServe } from './servers.ts';

/** Evaluation in a process of its own. */
export interface Evaluation {
  port: number;
  /** What it can be asked. */
  requestsFile: string;
  stop(): Promise<void>;
}

/** Starts a `serve` that is told more than that of `http` by its environment, and asks it everything once. */
export async function startEvaluation(
  folder: string,
  databaseUrl: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Evaluation> {
  await migrateQueues(databaseUrl);
  const evaluations = createEvaluations(await seed(databaseUrl));
  const requestsFile = join(folder, 'evaluate.requests');
  await writeRequests(requestsFile, evaluations);
  const { port, stop } = await startServe(folder, databaseUrl, more);
  await checkEvaluations(port, evaluations);
  return { port, requestsFile, stop };
}
