import { createPostgresCoordination } from '@halyard/coordination';
import { evaluate } from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import { createDatabase } from '@halyard/database';
import { createReplica, type HintSource, type Replica } from '@halyard/replica';

import { answerKey } from './answer-keys.ts';
import type { KeyQuestion } from './keys.ts';

/** Tells the bench's own script that it is the reading process. */
export const readerArgument = 'reader';

export interface ReaderInput {
  url: string;
  organizationId: string;
  applicationId: string;
  flagKeys: string[];
}

/** When a flag's version was first seen in an answer: monotonic clock of the machine, nanoseconds. */
export interface Sighting {
  flagKey: string;
  version: number;
  at: string;
}

const lookIntervalMs = 1;

/** A node of its own: follows the log and evaluates every flag once a millisecond. */
export async function runReader(argument: string): Promise<void> {
  const input = JSON.parse(argument) as ReaderInput;
  const database = createDatabase({ url: input.url, maxConnections: 4 });
  const onError = (error: Error): never => {
    throw error;
  };
  const coordination = createPostgresCoordination({ url: input.url, maxConnections: 3, onError });
  const follow = (hints?: HintSource): Replica =>
    createReplica({ database, regex, report: () => {}, ...(hints && { hints }) });
  const [withHints, byPolling] = [follow(coordination.hints), follow()];
  await coordination.start();
  await Promise.all([withHints.start(), byPolling.start()]);

  const sightings: Sighting[] = [];
  const timer = watch(withHints, input, sightings);
  process.send!('ready');
  process.on('message', async (message: KeyQuestion | 'stop') => {
    if (message !== 'stop') {
      process.send!(await answerKey({ withHints, byPolling }, message));
      return;
    }
    clearInterval(timer);
    await Promise.all([withHints.close(), byPolling.close()]);
    await coordination.close();
    await database.$disconnect();
    process.send!(sightings, () => process.disconnect());
  });
}

function watch(replica: Replica, input: ReaderInput, sightings: Sighting[]): NodeJS.Timeout {
  const seen = new Map<string, number>();
  return setInterval(() => {
    const dataSet = replica.find(input.organizationId)!.dataSet;
    for (const flagKey of input.flagKeys) {
      const { applicationId } = input;
      const request = { applicationId, flagKey, environment: 'production' };
      const decision = evaluate(dataSet, { ...request, context: { user_id: 'u' }, now: 0 });
      if (!decision.found || decision.flag.version === seen.get(flagKey)) continue;
      seen.set(flagKey, decision.flag.version);
      const at = process.hrtime.bigint().toString();
      sightings.push({ flagKey, version: decision.flag.version, at });
    }
  }, lookIntervalMs);
}
