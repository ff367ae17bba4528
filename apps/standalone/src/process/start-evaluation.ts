import { createEvaluationIds } from '@halyard/auth';
import { AppError } from '@halyard/contracts';
import { buildApp, createKeyUsage, type EvaluationApp } from '@halyard/evaluation';
import type { Queues } from '@halyard/queue';
import type { Replica } from '@halyard/replica';

import { readEvaluationSecrets } from '../secret.ts';
import type { ProcessContext } from './run-process.ts';

const keyUsageFlushIntervalMs = 1_000;

/** The evaluation service of `serve`, started. */
export async function startEvaluation(
  { config, metrics, log, closers }: ProcessContext,
  { replica, queues }: { replica: Replica; queues: Queues },
): Promise<EvaluationApp> {
  const secrets = await readEvaluationSecrets(config.EVALUATION_SECRETS_FILE);
  const keyUsage = createKeyUsage({
    producer: queues.createProducer('key-usage'),
    log,
    flushIntervalMs: keyUsageFlushIntervalMs,
  });
  closers.add(keyUsage.close);
  keyUsage.start();
  return buildApp({
    replica,
    keyUsage,
    admit: () => undefined,
    verifyToken: () => Promise.reject(new AppError('unauthorized', 'Send an SDK or server key.')),
    clientAddress: ({ socket }) => socket.remoteAddress ?? '',
    allowsKeyInQuery: false,
    geoIp: undefined,
    usage: { isBlocked: () => false, record: () => undefined, refuse: () => undefined },
    counts: { count: () => undefined },
    mintEvaluationId: createEvaluationIds({ secrets, now: Date.now }).mint,
    metrics,
    log,
    now: Date.now,
  });
}
