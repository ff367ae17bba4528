import { createEvaluationIds } from '@halyard/auth';
import type { Counters } from '@halyard/coordination';
import {
  buildApp,
  createKeyUsage,
  createLimits,
  openGeoIp,
  type EvaluationApp,
} from '@halyard/evaluation';
import { createClientAddress, createTokenVerifier } from '@halyard/http';
import type { Queues } from '@halyard/queue';
import type { Replica } from '@halyard/replica';

import { readEvaluationSecrets } from '../secret.ts';
import type { ProcessContext } from './run-process.ts';

const keyUsageFlushIntervalMs = 1_000;

/** The evaluation service of `serve`, started. */
export async function startEvaluation(
  { config, metrics, log, closers }: ProcessContext,
  { replica, queues, counters }: { replica: Replica; queues: Queues; counters: Counters },
): Promise<EvaluationApp> {
  const secrets = await readEvaluationSecrets(config.EVALUATION_SECRETS_FILE);
  const keyUsage = createKeyUsage({
    producer: queues.createProducer('key-usage'),
    log,
    flushIntervalMs: keyUsageFlushIntervalMs,
  });
  const geoIp = config.GEOIP_DATABASE ? await openGeoIp(config.GEOIP_DATABASE, { log }) : undefined;
  if (geoIp) closers.add(geoIp.close);
  closers.add(keyUsage.close);
  keyUsage.start();
  const limits = createLimits({
    counters,
    now: Date.now,
    onError: (error) => log.warn({ err: error }, 'limits are kept by shares: no shared counters'),
  });
  closers.add(limits.close);
  limits.start();
  return buildApp({
    replica,
    keyUsage,
    limits,
    verifyToken: createTokenVerifier({ jwksUrl: config.JWKS_URL, log, now: Date.now }).verify,
    clientAddress: createClientAddress(config.TRUST_PROXY),
    allowsKeyInQuery: config.ALLOW_KEY_IN_QUERY,
    geoIp,
    usage: { isBlocked: () => false, record: () => undefined, refuse: () => undefined },
    counts: { count: () => undefined },
    mintEvaluationId: createEvaluationIds({ secrets, now: Date.now }).mint,
    metrics,
    log,
    now: Date.now,
  });
}
