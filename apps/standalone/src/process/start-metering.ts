import { hkdfSync } from 'node:crypto';
import { hostname } from 'node:os';

import type { Counters } from '@halyard/coordination';
import { readEvaluations, type Database } from '@halyard/database';
import {
  createEvaluationCounts,
  createKeyUsage,
  createLimits,
  createUsage,
  type EvaluationCounts,
  type KeyUsage,
  type Limits,
  type Usage,
} from '@halyard/evaluation';
import type { Queues } from '@halyard/queue';

import { readInstallationKey } from '../secret.ts';
import type { ProcessContext } from './run-process.ts';

const flushIntervalMs = 1_000;
/** Nobody looks at it sooner, and of many keys a report is long. */
const keyUsageFlushIntervalMs = 5_000;
const shareIntervalMs = 250;

export interface MeteringDeps {
  database: Database;
  queues: Queues;
  counters: Counters;
}

/** What counts and limits the requests of `serve`, started. */
export async function startMetering(
  { config, metrics, log, closers }: ProcessContext,
  { database, queues, counters }: MeteringDeps,
): Promise<{ keyUsage: KeyUsage; limits: Limits; usage: Usage; counts: EvaluationCounts }> {
  const installationKey = await readInstallationKey(config.INSTALLATION_KEY_FILE);
  const keyUsage = createKeyUsage({
    producer: queues.createProducer('key-usage'),
    log,
    flushIntervalMs: keyUsageFlushIntervalMs,
  });
  const limits = createLimits({
    counters,
    now: Date.now,
    onError: (error) => log.warn({ err: error }, 'limits are kept by shares: no shared counters'),
  });
  const usage = createUsage({
    counters,
    levels: queues.createProducer('plan-level'),
    refusals: queues.createProducer('evaluation-blocked'),
    readEvaluations: (organizationId, month) => readEvaluations(database, organizationId, month),
    log,
    shareIntervalMs,
  });
  const counts = createEvaluationCounts({
    producer: queues.createProducer('evaluation-counts'),
    shareUsage: usage.share,
    secret: deriveSecret(installationKey),
    node: hostname(),
    metrics,
    log,
    flushIntervalMs,
    now: Date.now,
  });
  for (const part of [keyUsage, limits, usage, counts]) {
    part.start();
    closers.add(part.close);
  }
  return { keyUsage, limits, usage, counts };
}

/** What users' identifiers are hashed with: of the installation, and good for nothing else. */
const deriveSecret = (installationKey: Buffer): string =>
  Buffer.from(hkdfSync('sha256', installationKey, '', 'halyard identifiers', 32)).toString('hex');
