import type { QueueName } from '@halyard/contracts';
import type { Queue } from 'bullmq';

import type { JobData } from './packed-payload.ts';

/** Where jobs are kept: the few things that BullMQ does otherwise on each server. */
export interface Backend {
  openQueue(name: QueueName): OpenQueue;
  openWorker(name: QueueName, process: Process, options: { concurrency: number }): OpenWorker;
  /** Closes the connections that its queues and workers share. */
  close(): Promise<void>;
}

export type Process = (job: ActiveJob, token?: string) => Promise<void>;

/** What is used of BullMQ's `Job`. */
export interface ActiveJob {
  data: JobData;
  /** Lets it go, for others from that time on (Unix time, milliseconds). */
  moveToDelayed(timestampMs: number, token?: string): Promise<void>;
}

/** What is used of BullMQ's `Queue`, whose other parts are typed by server. */
export type BullQueue = Pick<
  Queue,
  | 'add'
  | 'getJob'
  | 'getJobs'
  | 'getRanges'
  | 'getJobCounts'
  | 'getFailedCount'
  | 'promoteJobs'
  | 'clean'
>;

export interface OpenQueue {
  /** Does something with the queue, which is there as soon as the server is. */
  use<T>(work: (queue: BullQueue) => Promise<T>): Promise<T>;
  /** When the job was added that waits first in line, Unix time in milliseconds. */
  findOldestWaiting(): Promise<number | undefined>;
  onError(listener: (error: Error) => void): void;
  close(): Promise<void>;
}

/** What is used of BullMQ's `Worker`. */
interface OpenWorker {
  waitUntilReady(): Promise<void>;
  run(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown;
  on(event: 'closing', listener: () => void): unknown;
  close(): Promise<void>;
}

/**
 * Once the server is back jobs are done within seconds, and those under way when it or their process
 * was killed within 15 s: a plan's level may be among them. They are given up no sooner than others.
 */
export const workerOptions = {
  autorun: false,
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 10,
  runRetryDelay: 1_000,
};
