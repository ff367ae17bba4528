import type { Counters } from '@halyard/coordination';
import { createKeyUsage, type KeyUsage, type Logger, type Registry } from '@halyard/http';
import { createLimits, type Limits } from '@halyard/limits';
import type { Queues } from '@halyard/queue';

import { createEvaluationCounts, type EvaluationCounts } from './counts/evaluation-counts.ts';
import { createUsage, type Usage, type UsageDeps } from './usage/usage.ts';

/** All that limits and counts a node's requests. */
export interface Metering {
  keyUsage: KeyUsage;
  limits: Limits;
  usage: Usage;
  counts: EvaluationCounts;
  start(): void;
  /** Shares and sends what is left. */
  close(): Promise<void>;
}

export interface MeteringDeps extends Pick<UsageDeps, 'readEvaluations'> {
  counters: Pick<Counters, 'add'>;
  queues: Pick<Queues, 'createProducer'>;
  /** Who asked is hashed with this; the same on all nodes, and always of the same length. */
  secret: string;
  /** The node's host name. */
  node: string;
  metrics: Registry;
  log: Logger;
  /** Unix time, milliseconds. */
  now: () => number;
  /** How often plan usage is shared. */
  shareIntervalMs?: number;
  /** So long a request waits for a lease of its limit. */
  patienceMs?: number;
}

const flushIntervalMs = 1_000;
/** Nobody looks at it sooner, and of many keys a report is long. */
const keyUsageFlushIntervalMs = 5_000;

export function createMetering(deps: MeteringDeps): Metering {
  const { counters, queues, readEvaluations, secret, node, metrics, log, now } = deps;
  const { shareIntervalMs = 250, patienceMs } = deps;
  const keyUsage = createKeyUsage({
    producer: queues.createProducer('key-usage'),
    log,
    flushIntervalMs: keyUsageFlushIntervalMs,
  });
  const limits = createLimits({
    name: 'evaluation',
    counters,
    now,
    onError: (error) => log.warn({ err: error }, 'limits are kept by shares: no shared counters'),
    ...(patienceMs !== undefined && { patienceMs }),
  });
  const usage = createUsage({
    counters,
    levels: queues.createProducer('plan-level'),
    refusals: queues.createProducer('evaluation-blocked'),
    readEvaluations,
    log,
    shareIntervalMs,
  });
  const counts = createEvaluationCounts({
    producer: queues.createProducer('evaluation-counts'),
    shareUsage: usage.share,
    secret,
    node,
    metrics,
    log,
    flushIntervalMs,
    now,
  });
  const parts = [keyUsage, limits, usage, counts];
  return {
    keyUsage,
    limits,
    usage,
    counts,
    start() {
      for (const part of parts) part.start();
    },
    async close() {
      // Counts share usage before they are sent.
      for (const part of parts.toReversed()) await part.close();
    },
  };
}
