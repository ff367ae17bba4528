import type { FlagDocument } from '@halyard/contracts';

/** What workers wait for; a time that is left out stays as it is. */
interface ArmedTimers {
  boundaryAt?: Date | null;
  disableAt?: Date | null;
}

/**
 * What a flag's write has workers wait for: only what it says anew of the schedule, so that nothing
 * is done twice or forgotten because of some other write. Pure.
 */
export function armTimers(
  before: FlagDocument | undefined,
  after: FlagDocument,
  now: Date,
): ArmedTimers {
  const startIsNew = before?.scheduled_start_utc !== after.scheduled_start_utc;
  const endIsNew = before?.scheduled_end_utc !== after.scheduled_end_utc;
  const promiseIsNew = before?.auto_disable_after_end !== after.auto_disable_after_end;
  return {
    ...((startIsNew || endIsNew) && { boundaryAt: nextBoundary(after, now) }),
    ...((endIsNew || promiseIsNew) && { disableAt: disableAt(after) }),
  };
}

/** Boundaries that have passed are told of by the write itself. */
function nextBoundary(
  { scheduled_start_utc: start, scheduled_end_utc: end }: FlagDocument,
  now: Date,
): Date | null {
  const times = [start, end].flatMap((time) => (time === undefined ? [] : [new Date(time)]));
  return times.toSorted((one, other) => Number(one) - Number(other)).find((at) => at > now) ?? null;
}

const disableAt = ({ auto_disable_after_end, scheduled_end_utc }: FlagDocument): Date | null =>
  auto_disable_after_end && scheduled_end_utc !== undefined ? new Date(scheduled_end_utc) : null;
