import type { TelemetryBatch } from '@halyard/contracts';

/** Written within a fraction of a transaction's time: one that takes too long looks like an outage. */
const mostEvents = 30_000;

/** Batches, in their order, in portions of so many events at most; a batch that has more is one alone. */
export function inPortions(
  batches: readonly TelemetryBatch[],
  most = mostEvents,
): TelemetryBatch[][] {
  const portions: TelemetryBatch[][] = [];
  let room = 0;
  for (const batch of batches) {
    const events = eventsOf(batch);
    if (portions.length === 0 || events > room) {
      portions.push([]);
      room = most;
    }
    portions.at(-1)!.push(batch);
    room -= events;
  }
  return portions;
}

const eventsOf = ({ evaluations, errors, unknownFlags }: TelemetryBatch): number =>
  evaluations.length + errors.length + unknownFlags.length;
