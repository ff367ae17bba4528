import { AppError, type QueueName } from '@halyard/contracts';
import type { Job } from 'bullmq';

import type { OperatedQueues } from './operate-queues.ts';

/** A job that failed for good: its attempts are used up, or would have been of no use. */
export interface DeadLetter {
  id: string;
  queue: QueueName;
  /** Unix time, milliseconds. */
  failedAtMs: number;
  attempts: number;
  /** The last error's message, cut to 500 characters. */
  reason: string;
  /** Of the payload as it is stored; it is not shown, for it may hold anything. */
  payloadBytes: number;
}

export interface DeadLetters {
  count(name: QueueName): Promise<number>;
  /** The newest first, 100 at most. */
  list(name: QueueName, page: { limit: number; offset: number }): Promise<DeadLetter[]>;
  /** The job starts anew, with all its attempts and the id it had; `not_found` where it has not failed. */
  replay(name: QueueName, id: string): Promise<void>;
  /** Replays those that have failed by now, the oldest first, and tells how many they were. */
  replayAll(name: QueueName): Promise<number>;
  remove(name: QueueName, id: string): Promise<void>;
}

const mostListed = 100;
const longestReason = 500;

export function createDeadLetters({ use }: Pick<OperatedQueues, 'use'>): DeadLetters {
  const count = (name: QueueName): Promise<number> => use(name, (queue) => queue.getFailedCount());

  /** One at a time: payloads may be long. */
  async function* find(name: QueueName, first: number, last: number, isOldestFirst: boolean) {
    const ids = await use(name, (queue) => queue.getRanges(['failed'], first, last, isOldestFirst));
    for (const id of ids) {
      const job = await use(name, (queue) => queue.getJob(id));
      if (job) yield job;
    }
  }

  async function findOne(name: QueueName, id: string): Promise<Job> {
    const job = await use(name, (queue) => queue.getJob(id));
    if (!job) throw notFound();
    return job;
  }

  return {
    count,
    async list(name, { limit, offset }) {
      const letters: DeadLetter[] = [];
      if (limit <= 0) return letters;
      const last = offset + Math.min(limit, mostListed) - 1;
      for await (const job of find(name, offset, last, false)) letters.push(describe(name, job));
      return letters;
    },
    async replay(name, id) {
      const job = await findOne(name, id);
      await use(name, () => startAnew(job));
    },
    async replayAll(name) {
      let replayed = 0;
      for (let left = await count(name); left > 0; left -= mostListed) {
        for await (const job of find(name, 0, Math.min(left, mostListed) - 1, true)) {
          if (await use(name, () => wasReplayed(job))) replayed++;
        }
      }
      return replayed;
    },
    async remove(name, id) {
      const job = await findOne(name, id);
      await use(name, () => removeFailed(job));
    },
  };
}

/** Gives a job that failed for good all its attempts again; somebody else may have been quicker. */
export async function startAnew(job: Job): Promise<void> {
  try {
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
  } catch (error) {
    throw (await job.isFailed()) ? error : notFound();
  }
}

/** Removes a job that failed for good; any other is still to be done. */
export async function removeFailed(job: Job): Promise<void> {
  if (!(await job.isFailed())) throw notFound();
  await job.remove();
}

async function wasReplayed(job: Job): Promise<boolean> {
  try {
    await startAnew(job);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

const notFound = (): AppError =>
  new AppError('not_found', 'No job of the queue with this id has failed for good.');

const describe = (queue: QueueName, job: Job): DeadLetter => ({
  id: job.id ?? '',
  queue,
  failedAtMs: job.finishedOn ?? 0,
  attempts: job.attemptsMade,
  reason: (job.failedReason ?? '').slice(0, longestReason),
  payloadBytes: Buffer.byteLength(JSON.stringify(job.data)),
});
