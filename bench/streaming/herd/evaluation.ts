import { join } from 'node:path';

import { migrateQueues } from '@halyard/queue';

import { checkEvaluations } from '../../http/check-answers.ts';
import { createEvaluations, writeRequests } from '../../http/requests.ts';
import { seed } from '../../http/seed.ts';
import { startServe } from '../../http/servers.ts';
import type { Setting } from '../setting.ts';

/** Evaluation in a process of its own. */
export interface Evaluation {
  port: number;
  /** What it can be asked. */
  requestsFile: string;
  stop(): Promise<void>;
}

export async function startEvaluation({ folder, databaseUrl }: Setting): Promise<Evaluation> {
  await migrateQueues(databaseUrl);
  const evaluations = createEvaluations(await seed(databaseUrl));
  const requestsFile = join(folder, 'evaluate.requests');
  await writeRequests(requestsFile, evaluations);
  const { port, stop } = await startServe(folder, databaseUrl);
  await checkEvaluations(port, evaluations);
  return { port, requestsFile, stop };
}
