import { fork, spawnSync, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';

import { quantile } from '../../shared/statistics.ts';
import { readRequests } from '../requests.ts';
import { sendEvenly, type Rest } from './send-evenly.ts';

/** Tells the bench's own script that it is the generator. */
export const generatorArgument = 'generator';

export interface OpenLoopPlan {
  port: number;
  requestsFile: string;
  perSecond: number;
  /** Of what is measured, after a second for warming up. */
  seconds: number;
  /**
   * It stands for clients elsewhere, who wait for no processor of ours: it goes before all others where
   * it may, which takes root's rights and `chrt`. Elsewhere how late it was itself is in its latencies.
   */
  goesFirst?: boolean;
  /** `turn` where it is left out. */
  rest?: Rest;
}

/** Milliseconds from when a request was due until all of its answer was there. */
export interface OpenLoopLatencies {
  p50: number;
  p99: number;
  most: number;
  /** How late the generator itself was with a request, 99 % of them at most. */
  lateP99: number;
}

const warmUpSeconds = 2;

/** With two cores a generator's helper threads would take the server's place. */
const generatorFlags = ['--single-threaded'];

/** In the real-time class: whoever is but less nice waits until others have had their slice. */
const first: ForkOptions = {
  execPath: 'chrt',
  execArgv: ['--fifo', '1', process.execPath, ...generatorFlags],
};
const mayGoFirst = (): boolean => spawnSync('chrt', ['--fifo', '1', 'true']).status === 0;

/** Sends requests at an even pace, whatever the answers do, from a process of its own. */
export async function runOpenLoop(file: string, plan: OpenLoopPlan): Promise<OpenLoopLatencies> {
  // Else the collector would do for this process, which waits, what it put off until now.
  globalThis.gc?.();
  const launch = plan.goesFirst && mayGoFirst() ? first : { execArgv: generatorFlags };
  const generator = fork(file, [generatorArgument, JSON.stringify(plan)], launch);
  let latencies: OpenLoopLatencies | undefined;
  generator.once('message', (message: OpenLoopLatencies) => (latencies = message));
  await once(generator, 'exit');
  if (!latencies) throw new Error('The open loop failed');
  return latencies;
}

/** What the process does. */
export async function runGenerator(argument: string): Promise<void> {
  const plan = JSON.parse(argument) as OpenLoopPlan;
  const requests = await readRequests(plan.requestsFile);
  const { port, perSecond, seconds, rest = 'turn' } = plan;
  const first = warmUpSeconds * perSecond;
  // All are noted: what happens for the first time when measuring begins would be compiled anew just then.
  const { latencies, late } = await sendEvenly({
    port,
    perSecond,
    total: first + seconds * perSecond,
    next: (index) => requests[index % requests.length]!,
    onAnswer: requireSuccess,
    rest,
  });
  const measured = latencies.subarray(first);
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => quantile(measured, share));
  process.send!({ p50, p99, most, lateP99: quantile(late.subarray(first), 0.99) }, () =>
    process.disconnect(),
  );
}

function requireSuccess(answer: string): void {
  if (!answer.startsWith('HTTP/1.1 200 ')) throw new Error(`Refused: ${answer.slice(0, 200)}`);
}
