import type { ReportedError, ReportedEvaluation, TelemetryBatch } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';
import type { Source } from '../rollup/rollup.ts';
import { findCounted, type Identified } from './count-once.ts';

/** Something that a client reported, and whose word it is. */
interface ReportedEvent<E> {
  readonly source: Source;
  readonly event: E;
  /** Evenly spread over 32 bits; the same whenever the batch comes. */
  readonly random: number;
}

export type EvaluationEvent = ReportedEvent<ReportedEvaluation>;
export type ErrorEvent = ReportedEvent<ReportedError>;

/** The events of batches that are to be counted: those with an id unless they were before. */
export async function listEvents(
  tx: Transaction,
  batches: readonly TelemetryBatch[],
): Promise<{ evaluations: EvaluationEvent[]; errors: ErrorEvent[] }> {
  const firsts = findFirsts(batches);
  const counted = await findCounted(
    tx,
    [...firsts.values()].map(({ identified }) => identified),
  );
  const counts = (event: ReportedEvaluation | ReportedError): boolean =>
    event.digest === undefined ||
    (firsts.get(event.digest)!.event === event && !counted.has(event.digest));
  return {
    evaluations: batches.flatMap((batch) => toEvents(batch, batch.evaluations.filter(counts))),
    errors: batches.flatMap((batch) => toEvents(batch, batch.errors.filter(counts))),
  };
}

interface First {
  event: ReportedEvaluation | ReportedError;
  identified: Identified;
}

/** By digest: what came first of those given together. */
function findFirsts(batches: readonly TelemetryBatch[]): Map<string, First> {
  const firsts = new Map<string, First>();
  for (const { organizationId, receivedAtMs, evaluations, errors } of batches) {
    for (const event of [...evaluations, ...errors]) {
      const { digest } = event;
      if (digest === undefined || firsts.has(digest)) continue;
      firsts.set(digest, { event, identified: { organizationId, digest, receivedAtMs } });
    }
  }
  return firsts;
}

/** 2^32 divided by the golden ratio: multiples of it are spread evenly (Knuth, TAOCP 3, 6.4). */
const golden = 2_654_435_769;

function toEvents<E>(
  { id, organizationId, applicationId, reporter }: TelemetryBatch,
  events: readonly E[],
): ReportedEvent<E>[] {
  const source = { organizationId, applicationId, reporter };
  const seed = Number.parseInt(id.slice(-8), 16);
  return events.map((event, index) => ({
    source,
    event,
    random: (seed + Math.imul(index, golden)) >>> 0,
  }));
}
