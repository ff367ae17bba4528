import { fork } from 'node:child_process';
import { once } from 'node:events';

import { quantile } from '../../shared/statistics.ts';
import { readRequests } from '../requests.ts';
import { openConnection, type Connection } from './connection.ts';

/** Tells the bench's own script that it is the generator. */
export const generatorArgument = 'generator';

export interface OpenLoopPlan {
  port: number;
  requestsFile: string;
  perSecond: number;
  /** Of what is measured, after a second for warming up. */
  seconds: number;
}

/** Milliseconds from when a request was due until all of its answer was there. */
export interface OpenLoopLatencies {
  p50: number;
  p99: number;
  most: number;
  /** How late the generator itself was with a request, 99 % of them at most. */
  lateP99: number;
}

const connectionsCount = 64;
const warmUpSeconds = 1;

/** Sends requests at an even pace, whatever the answers do, from a process of its own. */
export async function runOpenLoop(file: string, plan: OpenLoopPlan): Promise<OpenLoopLatencies> {
  const generator = fork(file, [generatorArgument, JSON.stringify(plan)], { execArgv: [] });
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
  const connections = await Promise.all(
    Array.from({ length: connectionsCount }, () => openConnection(plan.port)),
  );
  const samples = await generate(plan, requests, connections);
  for (const { close } of connections) close();
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => quantile(samples.latencies, share));
  process.send!({ p50, p99, most, lateP99: quantile(samples.late, 0.99) }, () =>
    process.disconnect(),
  );
}

interface Samples {
  latencies: number[];
  late: number[];
}

/** Looks at the clock in every turn of the event loop: timers would send in bursts. */
function generate(
  { perSecond, seconds }: OpenLoopPlan,
  requests: readonly Buffer[],
  connections: readonly Connection[],
): Promise<Samples> {
  const first = warmUpSeconds * perSecond;
  const total = first + seconds * perSecond;
  const samples: Samples = { latencies: [], late: [] };
  const idle = connections.map((connection) => ({ connection, sinceMs: 0 }));
  const startedAt = performance.now();
  let sent = 0;
  let answered = 0;

  return new Promise((resolve) => {
    function sendDue(): void {
      while (sent < total && idle.length > 0) {
        const now = performance.now();
        const dueAt = startedAt + (sent * 1_000) / perSecond;
        if (dueAt > now) break;
        const { connection, sinceMs } = idle.shift()!;
        const isMeasured = sent >= first;
        // That no connection was free is the server's doing.
        if (isMeasured) samples.late.push(now - Math.max(dueAt, sinceMs));
        connection.send(requests[sent % requests.length]!, () => {
          const sinceMs = performance.now();
          if (isMeasured) samples.latencies.push(sinceMs - dueAt);
          idle.push({ connection, sinceMs });
          answered++;
        });
        sent++;
      }
      if (answered < total) setImmediate(sendDue);
      else resolve(samples);
    }
    sendDue();
  });
}
