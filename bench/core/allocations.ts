import { fork } from 'node:child_process';
import { once } from 'node:events';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

import { keysOf, runHalyard, runNothing } from './cases.ts';
import { createPeople } from './contexts.ts';
import { loadHalyard, toHalyardRequests } from './engines.ts';
import { kinds, type Kind } from './flags.ts';

/** Bytes that one evaluation allocates. */
export type Allocations = Readonly<Record<Kind, number>>;

export const allocationsArgument = 'allocations';

/** Evaluations counted for each kind of flag, a window at a time. */
const windows = 10;
const perWindow = 100_000;
const loaded = 10;

/** Counts in a process of its own: the large young generation would change what times are. */
export async function countAllocations(file: string): Promise<Allocations> {
  const child = fork(file, [allocationsArgument], {
    execArgv: ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'],
  });
  let allocations: Allocations | undefined;
  child.once('message', (message: Allocations) => (allocations = message));
  await once(child, 'exit');
  if (!allocations) throw new Error('Allocations could not be counted');
  return allocations;
}

/** What the process of its own does. */
export async function sendAllocations(): Promise<void> {
  const dataSet = loadHalyard(loaded);
  const people = createPeople();
  const runs = kinds.map((kind) => {
    const requests = toHalyardRequests(people, keysOf(kind, loaded, false));
    const run = (count: number) => runHalyard(dataSet, requests, count);
    const runEmpty = (count: number) => runNothing(requests, count);
    return { kind, run, runEmpty };
  });
  for (let lap = 0; lap < 200; lap++) {
    for (const { run, runEmpty } of runs) {
      run(5_000);
      runEmpty(5_000);
    }
  }
  const counted: [Kind, number][] = [];
  for (const { kind, run, runEmpty } of runs) {
    counted.push([kind, (await bytesOf(run)) - (await bytesOf(runEmpty))]);
  }
  process.send!(Object.fromEntries(counted));
  process.disconnect();
}

/** Bytes a call over a million of them, in windows in which nothing was collected. */
async function bytesOf(run: (count: number) => void): Promise<number> {
  const collections: number[] = [];
  const observer = new PerformanceObserver((list) => {
    collections.push(...list.getEntries().map(({ startTime }) => startTime));
  });
  observer.observe({ entryTypes: ['gc'] });
  let bytes = 0;
  for (let window = 0; window < windows; window++) {
    globalThis.gc!();
    const before = process.memoryUsage().heapUsed;
    const startedAt = performance.now();
    run(perWindow);
    const endedAt = performance.now();
    bytes += process.memoryUsage().heapUsed - before;
    // Collections are reported a turn later.
    await setImmediate();
    await setImmediate();
    if (collections.some((at) => at >= startedAt && at <= endedAt)) {
      throw new Error('Garbage was collected while allocations were counted');
    }
  }
  observer.disconnect();
  return bytes / (windows * perWindow);
}
