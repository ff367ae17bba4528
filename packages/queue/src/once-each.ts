import { withoutCommand } from './without-command.ts';

const minuteMs = 60_000;
/** BullMQ says so of each of the jobs that a consumer holds, hundreds of them. */
const ofEachJob = /^could not renew lock for job/;

/**
 * What befalls a shared connection is told by everyone who shares it; it is told on once. So is, once a
 * minute, what is said of each job that is held.
 */
export function onceEach(
  onError: (error: Error) => void,
  now: () => number = Date.now,
): (error: Error) => void {
  const told = new WeakSet<Error>();
  let ofJobsAtMs = -minuteMs;

  function isRepeated({ message }: Error): boolean {
    if (!ofEachJob.test(message)) return false;
    const nowMs = now();
    if (nowMs - ofJobsAtMs < minuteMs) return true;
    ofJobsAtMs = nowMs;
    return false;
  }

  return (error) => {
    if (told.has(error)) return;
    told.add(error);
    if (!isRepeated(error)) onError(withoutCommand(error));
  };
}
