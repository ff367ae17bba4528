import { setTimeout as wait } from 'node:timers/promises';

import { bundle } from '../../driver/bundle.ts';
import type { Random } from '../../driver/random.ts';
import { createRestartable, type Restartable } from '../../driver/restartable.ts';
import { startProcess, type RunningProcess } from '../../driver/start-process.ts';
import type { Death, WorkerProcessInput } from './worker-process.ts';

const longestLifeMs = 1_000;
const longestWriteMs = 40;
const mostAttempts = 20;
const pauseMs = 200;

/** So many workers, whose deaths come in turn while they write, as soon as it is written, at any moment. */
export async function startWorkers(
  count: number,
  input: WorkerProcessInput,
  random: Random,
): Promise<Restartable[]> {
  const file = await bundle(new URL('worker-process.ts', import.meta.url));
  const deaths: readonly ((process: RunningProcess) => Promise<void>)[] = [
    (process) => killAt(process, random.below(longestWriteMs)),
    (process) => killAt(process, 'written'),
    (process) => process.kill(),
  ];
  let killed = 0;
  const start = async (): Promise<() => Promise<void>> => {
    const process = await startUntilItWorks(file, input);
    return () => deaths[killed++ % deaths.length]!(process);
  };
  return Promise.all(Array.from({ length: count }, () => createRestartable(start)));
}

/** As a supervisor does: while the database with its queues starts, a worker ends with an error. */
async function startUntilItWorks(file: string, input: object): Promise<RunningProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startProcess(file, input);
    } catch (error) {
      if (attempt === mostAttempts) throw error;
      await wait(pauseMs);
    }
  }
}

/** Kills one that has nothing to write for a while, too. */
async function killAt({ ask, kill }: RunningProcess, moment: Death['moment']): Promise<void> {
  const dying = ask({ moment } satisfies Death).catch(() => undefined);
  await Promise.race([dying, wait(longestLifeMs)]);
  await kill();
}
