import { fork } from 'node:child_process';
import { once } from 'node:events';

import { regex } from '@halyard/core/re2js';
import { createDatabase } from '@halyard/database';
import { createReplica, type HintSource, type Replica } from '@halyard/replica';

import { createChanges, type ChangeName } from './changes.ts';

/** Tells the bench's own script that it is the node. */
export const nodeArgument = 'node';

export interface NodeMeasurement {
  /** From the start of the process until it can answer, milliseconds. */
  readyAfterMs: number;
  /** Of that, the replica's own start. */
  startedInMs: number;
  /** After garbage was collected. */
  rssBytes: number;
  /** How long each change of a kind took, milliseconds. */
  applied: Record<ChangeName, number[]>;
}

/** Starts a process as a node starts, and has it measure itself. */
export async function measureNode(file: string, url: string): Promise<NodeMeasurement> {
  const node = fork(file, [nodeArgument, url], { execArgv: ['--expose-gc'] });
  const [measurement] = (await once(node, 'message')) as [NodeMeasurement];
  await once(node, 'exit');
  return measurement;
}

/** What the process does. */
export async function runNode(url: string): Promise<void> {
  const database = createDatabase({ url, maxConnections: 4 });
  const { hints, tell } = createHints();
  const replica = createReplica({
    database,
    hints,
    regex,
    report: () => undefined,
    // The changes it is told of are in no log that it could be compared with.
    pollIntervalMs: 3_600_000,
  });
  const begunAt = performance.now();
  await replica.start();
  const readyAt = performance.now();
  globalThis.gc!();
  const rssBytes = process.memoryUsage().rss;
  const measurement: NodeMeasurement = {
    readyAfterMs: readyAt,
    startedInMs: readyAt - begunAt,
    rssBytes,
    applied: await timeChanges(replica, tell, url),
  };
  await replica.close();
  await database.$disconnect();
  process.send!(measurement, () => process.disconnect());
}

type Tell = Parameters<HintSource['subscribe']>[0]['onHint'];

function createHints(): { hints: HintSource; tell: Tell } {
  let onHint: Tell | undefined;
  const hints: HintSource = {
    subscribe(listener) {
      ({ onHint } = listener);
      return () => undefined;
    },
  };
  return { hints, tell: (hint) => onHint!(hint) };
}

/** Each change comes by a hint, as it would from another process; applying it is synchronous. */
async function timeChanges(
  replica: Replica,
  tell: Tell,
  url: string,
): Promise<NodeMeasurement['applied']> {
  const applied: NodeMeasurement['applied'] = {
    'flag changed': [],
    'flag new': [],
    'flag deleted': [],
    'segment’s rules, 100 000 members': [],
    '10 members of 100 000': [],
  };
  for (const { name, hint } of await createChanges(url)) {
    const before = replica.count().changesApplied;
    const begunAt = performance.now();
    tell(hint);
    applied[name].push(performance.now() - begunAt);
    if (replica.count().changesApplied !== before + 1) throw new Error(`${name} was not applied`);
    // Others get their turn, as between two hints.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return applied;
}
