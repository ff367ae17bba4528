import { AppError, invalidInput, mostEvents, type TelemetryReceipt } from '@halyard/contracts';
import { accepted, tryAgain, type RouteHandler } from '@halyard/http';
import type { Producer } from '@halyard/queue';
import type { KeyRecord, Replica } from '@halyard/replica';

import type { EventCounts, TelemetryMetrics } from '../metrics.ts';
import type { ReadEvents } from '../reading/read-events.ts';
import type { BodyKind, Failure, ReadBody } from '../reading/reading.ts';
import { resolveEvents, type ResolvedEvents } from '../resolving/resolve-events.ts';
import { toBatches } from '../sending/to-batches.ts';

export interface TakeEventsDeps {
  replica: Pick<Replica, 'find'>;
  read: ReadEvents;
  producer: Producer<'telemetry'>;
  metrics: Pick<TelemetryMetrics, 'noteEvents'>;
  /** Who it was for is hashed with this. */
  secret: string;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Handlers that take events: what is answered as accepted is on the queue. */
export const createTakeEvents =
  (deps: TakeEventsDeps) =>
  (kind: BodyKind): RouteHandler<KeyRecord> =>
  async ({ caller: key, pieces }) => {
    const { organizationId, applicationId, environment } = key;
    const nowMs = deps.now();
    const reading = { kind, organizationId, applicationId, environment, nowMs };
    const read = await deps.read(pieces, { ...reading, secret: deps.secret });
    if ('failure' in read) throw refusalOf(read.failure);
    const organization = deps.replica.find(organizationId);
    if (!organization) throw tryAgain('This organization is being loaded; try again.');
    const events = await resolveEvents(read.events, applicationId, organization.dataSet);
    const reporter = key.trusted ? 'trusted' : 'public';
    const header = { organizationId, applicationId, reporter, receivedAtMs: nowMs } as const;
    // One after the other, so that long ones are not serialised all at once.
    for (const batch of toBatches(events, header)) {
      await deps.producer.add(batch, batch.id);
    }
    const counts = countEvents(read, events);
    deps.metrics.noteEvents(counts);
    return accepted(receiptOf(counts));
  };

function refusalOf(failure: Failure): AppError {
  if (failure === 'too_many') {
    return new AppError('payload_too_large', `At most ${mostEvents} events are taken at once.`);
  }
  return failure === 'no_list'
    ? invalidInput([{ field: 'events', expected: 'a list of events' }])
    : invalidInput([{ field: 'body', expected: 'a JSON object' }]);
}

const countEvents = (
  { rejected, ignored }: ReadBody,
  { evaluations, errors, unknown }: ResolvedEvents,
): EventCounts => ({
  accepted: { evaluation: evaluations.length, error: errors.length },
  rejected,
  unknown,
  ignored,
});

const receiptOf = (counts: EventCounts): TelemetryReceipt => ({
  accepted: counts.accepted.evaluation + counts.accepted.error + counts.ignored,
  rejected: counts.rejected.evaluation + counts.rejected.error,
  unknown_flags: counts.unknown.evaluation + counts.unknown.error,
});
