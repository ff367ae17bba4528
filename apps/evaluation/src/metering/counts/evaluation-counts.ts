import type { Decision } from '@halyard/core';
import type { Logger, Registry } from '@halyard/http';
import type { Producer } from '@halyard/queue';
import type { KeyRecord } from '@halyard/replica';

import { createCollector } from './collect/collector.ts';
import { addDroppedCounter } from './metrics.ts';
import { makeBatches } from './send/make-batches.ts';
import { createOutbox } from './send/outbox.ts';

export interface EvaluationCounts {
  /**
   * Notes one metered evaluation, for analytics and for its organization's usage. Memory only, and
   * bounded; never throws.
   */
  count(
    key: KeyRecord,
    decision: Decision,
    environment: string,
    /** Whether it is given an evaluation id. */
    hasId: boolean,
    geolocation: unknown,
    language: unknown,
    /** How the client calls itself. */
    client: string | undefined,
    nowMs: number,
  ): void;
  start(): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

export interface EvaluationCountsDeps {
  producer: Producer<'evaluation-counts'>;
  /**
   * Shares the plan usage noted so far. Counters that begin are seeded with what is durable, so that
   * nothing may be durable before it is shared.
   */
  shareUsage: () => Promise<void>;
  /** Who asked is hashed with this; the same on all nodes, and always of the same length. */
  secret: string;
  /** The node's host name. */
  node: string;
  metrics: Registry;
  log: Logger;
  flushIntervalMs: number;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Counts evaluations in memory, and hands what it counted to the worker now and then. */
export function createEvaluationCounts({
  metrics,
  flushIntervalMs,
  now,
  secret,
  shareUsage,
  ...sending
}: EvaluationCountsDeps): EvaluationCounts {
  const { log } = sending;
  const collector = createCollector(now());
  const outbox = createOutbox({ ...sending, boot: crypto.randomUUID() });
  addDroppedCounter(metrics, () => ({ ...collector.dropped, batches: outbox.dropped() }));
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> | undefined;

  async function flush(): Promise<void> {
    const endedAtMs = now();
    const collected = collector.take(endedAtMs);
    if (collected) {
      await shareUsage();
      for (const content of await makeBatches(collected, endedAtMs, secret)) outbox.add(content);
    }
    await outbox.send();
  }

  return {
    count: collector.count,
    start() {
      timer = setInterval(() => {
        flushing ??= flush()
          .catch((error: unknown) => log.error({ err: error }, 'evaluations were not counted'))
          .finally(() => {
            flushing = undefined;
          });
      }, flushIntervalMs);
    },
    async close() {
      clearInterval(timer);
      await flushing;
      await flush();
      const batches = outbox.waiting();
      if (batches > 0) log.warn({ batches }, 'evaluation counts are lost: the queue is away');
    },
  };
}
