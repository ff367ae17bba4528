import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';

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
  /** Goes before all others where it may, which takes root's rights: else it is late beside many. */
  goesFirst?: boolean;
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
const warmUpSeconds = 2;

const napMs = 1;
/** A nap takes no longer, however late its timer is. */
const longestNapMs = 1.5;

/** With two cores a generator's helper threads would take the server's place. */
const generatorFlags = ['--single-threaded'];

/** Sends requests at an even pace, whatever the answers do, from a process of its own. */
export async function runOpenLoop(file: string, plan: OpenLoopPlan): Promise<OpenLoopLatencies> {
  // Else the collector would do for this process, which waits, what it put off until now.
  globalThis.gc?.();
  const generator = fork(file, [generatorArgument, JSON.stringify(plan)], {
    execArgv: generatorFlags,
  });
  let latencies: OpenLoopLatencies | undefined;
  generator.once('message', (message: OpenLoopLatencies) => (latencies = message));
  await once(generator, 'exit');
  if (!latencies) throw new Error('The open loop failed');
  return latencies;
}

/** What the process does. */
export async function runGenerator(argument: string): Promise<void> {
  const plan = JSON.parse(argument) as OpenLoopPlan;
  if (plan.goesFirst) goFirst();
  const samples = await generate(plan, await readRequests(plan.requestsFile));
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => quantile(samples.latencies, share));
  process.send!({ p50, p99, most, lateP99: quantile(samples.late, 0.99) }, () =>
    process.disconnect(),
  );
}

function goFirst(): void {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    // How late it was is told.
  }
}

interface Samples {
  latencies: Float64Array;
  late: Float64Array;
}

/** One connection, and what it was last used for. */
interface Lane {
  connection: Connection;
  /** When it had nothing to do any more. */
  idleSinceMs: number;
  /** What it sends: the how manieth request, and when it was due. */
  request: number;
  dueAtMs: number;
}

/**
 * Looks at the clock in every turn of the event loop: timers would send in bursts. It rests only while
 * nothing is due for longer than a timer may be late, so that few requests leave others most of a core.
 */
async function generate(plan: OpenLoopPlan, requests: readonly Buffer[]): Promise<Samples> {
  const { port, perSecond, seconds } = plan;
  const first = warmUpSeconds * perSecond;
  const total = first + seconds * perSecond;
  // Of all: what happens for the first time when measuring begins would be compiled anew just then.
  const latencies = new Float64Array(total);
  const late = new Float64Array(total);
  const idle: Lane[] = [];
  let sent = 0;
  let answered = 0;

  async function open(): Promise<void> {
    const connection = await openConnection(port, () => {
      lane.idleSinceMs = performance.now();
      latencies[lane.request] = lane.idleSinceMs - lane.dueAtMs;
      answered++;
      idle.push(lane);
    });
    const lane: Lane = { connection, idleSinceMs: 0, request: 0, dueAtMs: 0 };
    idle.push(lane);
  }

  await Promise.all(Array.from({ length: connectionsCount }, open));
  const startedAtMs = performance.now();

  function sendDue(): void {
    while (sent < total && idle.length > 0) {
      const nowMs = performance.now();
      const dueAtMs = startedAtMs + (sent * 1_000) / perSecond;
      if (dueAtMs > nowMs) return;
      const lane = idle.shift()!;
      // That no connection was free is the server's doing.
      late[sent] = nowMs - Math.max(dueAtMs, lane.idleSinceMs);
      lane.request = sent;
      lane.dueAtMs = dueAtMs;
      lane.connection.send(requests[sent % requests.length]!);
      sent++;
    }
  }

  await new Promise<void>((resolve) => {
    (function turn(): void {
      sendDue();
      const restMs = startedAtMs + (sent * 1_000) / perSecond - performance.now();
      if (answered === total) resolve();
      else if (restMs > longestNapMs) setTimeout(turn, napMs);
      else setImmediate(turn);
    })();
  });
  for (const { connection } of idle) connection.close();
  return { latencies: latencies.subarray(first), late: late.subarray(first) };
}
