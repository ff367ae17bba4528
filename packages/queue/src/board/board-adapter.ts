import { BaseAdapter } from '@bull-board/api/dist/queueAdapters/base.js';
import type { JobCleanStatus, JobCounts, JobStatus, QueueJob } from '@bull-board/api/dist/types.js';
import { AppError, type QueueName } from '@halyard/contracts';

import type { BullQueue } from '../backend.ts';
import type { OperatedQueues } from '../operating/operate-queues.ts';
import { toBoardJob } from './board-job.ts';

const states = ['active', 'waiting', 'delayed', 'failed'] as const;

/** A queue as Bull Board knows queues, whatever server it is on; what would lose jobs is refused. */
export class BoardAdapter extends BaseAdapter {
  readonly #name: QueueName;
  readonly #use: OperatedQueues['use'];

  constructor(name: QueueName, { use }: Pick<OperatedQueues, 'use'>) {
    // It is asked for nothing that only BullMQ's own adapter has.
    super('bull');
    this.#name = name;
    this.#use = use;
  }

  #run<T>(work: (queue: BullQueue) => Promise<T>): Promise<T> {
    return this.#use(this.#name, work);
  }

  getName(): string {
    return this.#name;
  }

  getStatuses(): ('latest' | JobStatus)[] {
    return ['latest', ...states];
  }

  getJobStatuses(): JobStatus[] {
    return [...states];
  }

  getJobCounts(): Promise<JobCounts> {
    return this.#run((queue) => queue.getJobCounts(...states) as Promise<JobCounts>);
  }

  async getJob(id: string): Promise<QueueJob | undefined> {
    const job = await this.#run((queue) => queue.getJob(id));
    return job && toBoardJob(job);
  }

  async getJobs(wanted: JobStatus[], start?: number, end?: number): Promise<QueueJob[]> {
    const known = states.filter((state) => wanted.includes(state));
    const jobs = await this.#run((queue) => queue.getJobs(known, start, end));
    return jobs.map(toBoardJob);
  }

  async clean(status: JobCleanStatus, graceTimeMs: number): Promise<void> {
    if (status !== 'failed') throw refused();
    await this.#run((queue) => queue.clean(graceTimeMs, Number.MAX_SAFE_INTEGER, status));
  }

  async promoteAll(): Promise<void> {
    await this.#run((queue) => queue.promoteJobs());
  }

  getJobLogs = async (): Promise<string[]> => [];
  getMetrics = async () => ({ meta: { count: 0, prevTS: 0, prevCount: 0 }, data: [], count: 0 });
  getRedisInfo = async (): Promise<null> => null;
  isPaused = async (): Promise<boolean> => false;
  getGlobalConcurrency = async (): Promise<null> => null;
  getJobSchedulers = async (): Promise<[]> => [];
  getJobSchedulersCount = async (): Promise<number> => 0;

  addJob = refuse;
  pause = refuse;
  resume = refuse;
  empty = refuse;
  obliterate = refuse;
  removeJobScheduler = refuse;
  updateJobScheduler = refuse;
  runJobSchedulerNow = refuse;
  setGlobalConcurrency = refuse;
}

const refused = (): AppError =>
  new AppError('method_not_allowed', 'Jobs can be looked at, replayed and removed, and no more.');

async function refuse(): Promise<never> {
  throw refused();
}
