import { queuePayloads, type QueuePayload } from '@halyard/contracts';
import type { Decision } from '@halyard/core';
import { createLogger, createMetrics } from '@halyard/http';

import { createEvaluationCounts, type EvaluationCountsDeps } from '../evaluation-counts.ts';

type Batch = QueuePayload<'evaluation-counts'>;

const never = 3_600_000;

/** Counts whose batches end up in a list, while their queue is there. */
export function createCountsKit(given: Partial<EvaluationCountsDeps> = {}) {
  const sent: Batch[] = [];
  const ids: (string | undefined)[] = [];
  const queue = { isAway: false, refused: 0 };
  const metrics = createMetrics('test');
  const counts = createEvaluationCounts({
    producer: {
      async add(payload, id) {
        if (queue.isAway) {
          queue.refused += 1;
          throw new Error('The queue is away.');
        }
        sent.push(queuePayloads['evaluation-counts'].parse(JSON.parse(JSON.stringify(payload))));
        ids.push(id);
      },
    },
    shareUsage: async () => undefined,
    secret: 's'.repeat(64),
    node: 'host',
    metrics,
    log: createLogger('test', 'silent'),
    flushIntervalMs: never,
    now: () => 0,
    ...given,
  });

  return {
    ...counts,
    sent,
    ids,
    queue,
    /** All rows of one kind that were sent. */
    rows: <L extends 'usage' | 'flags' | 'places' | 'languages' | 'clients'>(list: L) =>
      sent.flatMap((batch) => batch[list] as Batch[L][number][]),
    async dropped(what: string): Promise<number> {
      const metric = metrics.getSingleMetric('halyard_evaluation_counts_dropped_total')!;
      const { values } = await metric.get();
      return values.find(({ labels }) => labels['what'] === what)!.value;
    },
  };
}

/** What became of a flag that has the environments staging and production. */
export const decide = (given: Partial<Decision> = {}): Decision => ({
  found: true,
  flag: {
    id: '018f0000-0000-7000-8000-000000000001',
    key: 'flag',
    application_id: null,
    status: 'active',
    version: 1,
    environments: { staging: { enabled: true }, production: { enabled: true } },
  },
  enabled: true,
  reason: 'DEFAULT',
  rule: undefined,
  variation: undefined,
  configuration: undefined,
  isSplit: false,
  isGated: false,
  lacksIdentifier: false,
  identifier: 'somebody',
  identifierKind: 'user_id',
  trace: null,
  ...given,
});
