import type { Counters } from '@halyard/coordination';
import { readEvaluations, type Database } from '@halyard/database';
import {
  createEvaluationCounts,
  createKeyUsage,
  createLimits,
  createUsage,
} from '@halyard/evaluation';
import type { Logger, Registry } from '@halyard/http';
import type { Queues } from '@halyard/queue';

interface MeteringDeps {
  database: Database;
  queues: Queues;
  counters: Counters;
  metrics: Registry;
  log: Logger;
  onError: (error: unknown) => void;
}

const flushIntervalMs = 1_000;
const shareIntervalMs = 250;

/** What counts and limits the requests of a node, at the pace of `serve`. */
export function createMetering({
  database,
  queues,
  counters,
  metrics,
  log,
  onError,
}: MeteringDeps) {
  const usage = createUsage({
    counters,
    levels: queues.createProducer('plan-level'),
    refusals: queues.createProducer('evaluation-blocked'),
    readEvaluations: (id, month) => readEvaluations(database, id, month),
    log,
    shareIntervalMs,
  });
  return {
    keyUsage: createKeyUsage({
      producer: queues.createProducer('key-usage'),
      log,
      flushIntervalMs,
    }),
    limits: createLimits({ counters, now: Date.now, onError }),
    usage,
    counts: createEvaluationCounts({
      shareUsage: usage.share,
      producer: queues.createProducer('evaluation-counts'),
      secret: 's'.repeat(64),
      node: 'bench',
      metrics,
      log,
      flushIntervalMs,
      now: Date.now,
    }),
  };
}
