import type { ActiveJob } from '../backend.ts';
import { settlesWithin } from '../settles-within.ts';

/** How long a job rests that failed because something is away; meanwhile it keeps others out. */
const outageRestMs = 500;

/**
 * Puts a job back without having used up an attempt, after a rest: outages last longer than attempts
 * do. What of a server that is away itself cannot be put back is tried again until it can.
 */
export async function putBack(
  job: Pick<ActiveJob, 'moveToDelayed'>,
  token: string | undefined,
  { closed, onError }: { closed: Promise<void>; onError: (error: Error) => void },
): Promise<void> {
  for (;;) {
    const isClosed = await settlesWithin(outageRestMs, closed);
    try {
      return await job.moveToDelayed(Date.now(), token);
    } catch (error) {
      // Its lock expires, and whoever looks for stalled jobs puts it back, or has done so already.
      if (isClosed || isRefusal(error)) return onError(error as Error);
    }
  }
}

/** BullMQ's own codes are numbers: the job is not this process's any more. */
const isRefusal = (error: unknown): boolean =>
  typeof (error as { code?: unknown }).code === 'number';
