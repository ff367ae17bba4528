import { join } from 'node:path';

import { checkEvaluations, createConditionalList } from './check-answers.ts';
import type { Case, CaseName } from './measure.ts';
import { createEvaluations, writeRequests, type HttpRequest } from './requests.ts';
import type { RunningServer } from './servers.ts';

export interface CasesOptions {
  folder: string;
  hello: RunningServer;
  serve: RunningServer;
  keys: readonly string[];
  names: readonly CaseName[];
}

/** What is measured side by side; everything has been asked once, and answered right. */
export async function createCases(options: CasesOptions): Promise<Case[]> {
  const { hello, serve, keys, names, folder } = options;
  const evaluations = createEvaluations(keys);
  await checkEvaluations(serve.port, evaluations);
  const create = async (
    name: CaseName,
    { port, pid }: RunningServer,
    requests: readonly HttpRequest[],
  ): Promise<Case> => {
    const requestsFile = join(folder, `${name}.requests`);
    await writeRequests(requestsFile, requests);
    return { name, port, pid, requestsFile };
  };
  const cases = [
    await create('hello', hello, evaluations),
    await create('evaluate', serve, evaluations),
  ];
  if (!names.includes('list')) return cases;
  const lists: HttpRequest[] = [];
  for (const key of keys) lists.push(await createConditionalList(serve.port, key));
  return [...cases, await create('list', serve, lists)];
}
