import { setTimeout as wait } from 'node:timers/promises';

import { startEvaluation, type Evaluation } from '../../http/evaluation.ts';
import { runOpenLoop, type OpenLoopLatencies } from '../../http/load/open-loop.ts';
import { startProcess, type RunningProcess } from '../../shared/process.ts';
import type { Clients } from '../clients/clients.ts';
import type { Herd as HerdActions, HerdCount } from '../clients/herd.ts';
import { clockMs } from '../processes/clock.ts';
import type { Node } from '../processes/node.ts';
import type { Setting } from '../setting.ts';
import type { Place } from '../writer.ts';

/** What one return of all clients did. */
export interface Return {
  evaluation: OpenLoopLatencies;
  /** Milliseconds from when the streaming process listened again, or from the cut, until all that may were told what they missed. */
  admittedMs: number;
  /** The same from its end. */
  awayMs: number;
  /** Bytes at most, of the streaming process. */
  mostRss: number;
  count: HerdCount;
}

export interface Herd {
  /** Bytes of the streaming process with all streams idle, which came a few at a time. */
  idleRss: number;
  rounds: HerdRound[];
}

export interface HerdRound {
  /** With all streams idle. */
  calm: OpenLoopLatencies;
  /**
   * Their connections are cut; or the streaming process is killed, and the next one has places for all, or
   * for some while the others are refused for ever.
   */
  returns: Record<Kind, Return>;
}

export type Kind = 'cut' | 'all' | 'some';

export const clients = 5_000;
export const places = { all: 20_000, some: 4_000 } as const;
export const evaluationsPerSecond = 500;
const rounds = 3;
const seconds = 8;
/** The generator starts and warms up. */
const beforeMs = 2_500;

export async function measureHerd(setting: Setting): Promise<Herd> {
  const { file, writer, probe } = setting;
  const place = await writer.createPlace();
  const evaluation = await startEvaluation(setting.folder, setting.databaseUrl);
  const idleRss = await measureIdleRss(setting, place);
  const herd = startProcess<HerdActions>(file, 'herd');
  const streaming = await startStreaming(setting);
  try {
    await herd.ask('begin', { port: streaming.port, keys: place.keys, clients });
    const scene = { ...setting, place, evaluation, herd, streaming };
    const found: HerdRound[] = [];
    for (let round = 0; round < rounds; round++) {
      if (round > 0) await restart(scene, 'all');
      probe.spin();
      found.push(await runRound(scene));
    }
    return { idleRss, rounds: found };
  } finally {
    await herd.kill();
    await streaming.kill();
    await evaluation.stop();
  }
}

async function measureIdleRss(setting: Setting, { keys }: Place): Promise<number> {
  const streaming = await startStreaming(setting);
  const calmClients = startProcess<Clients>(setting.file, 'clients');
  await calmClients.ask('open', { port: streaming.port, keys, count: clients });
  const rss = await streaming.ask('rss');
  await Promise.all([calmClients, streaming].map((one) => one.kill()));
  return rss;
}

interface Scene extends Setting {
  place: Place;
  evaluation: Evaluation;
  herd: RunningProcess<HerdActions>;
  streaming: Awaited<ReturnType<typeof startStreaming>>;
}

async function runRound(scene: Scene): Promise<HerdRound> {
  const calm = await evaluate(scene);
  const cut = await comeBack(scene, 'cut');
  const all = await comeBack(scene, 'all');
  const some = await comeBack(scene, 'some');
  return { calm, returns: { cut, all, some } };
}

const evaluate = ({
  file,
  evaluation: { port, requestsFile },
}: Scene): Promise<OpenLoopLatencies> =>
  runOpenLoop(file, {
    port,
    requestsFile,
    perSecond: evaluationsPerSecond,
    seconds,
    goesFirst: true,
  });

async function comeBack(scene: Scene, kind: Kind): Promise<Return> {
  const { herd, streaming } = scene;
  const before = await herd.ask('count');
  const evaluating = evaluate(scene);
  await wait(beforeMs);
  const times = kind === 'cut' ? await cutAll(scene) : await restart(scene, kind);
  const evaluation = await evaluating;
  const after = await herd.ask('count');
  return {
    evaluation,
    ...times,
    mostRss: await streaming.ask('mostRss'),
    count: {
      attempts: after.attempts - before.attempts,
      refusals: after.refusals - before.refusals,
    },
  };
}

/** Cuts all connections; what was changed meanwhile is told again. */
async function cutAll({ herd, writer, place }: Scene) {
  const cutAt = clockMs();
  await herd.ask('cut');
  const { seq } = await writer.toggle(place);
  const { last } = await herd.ask('heard', { seq, clients });
  return { admittedMs: last - cutAt, awayMs: last - cutAt };
}

/** Ends the streaming process and starts another, which tells what was changed meanwhile. */
async function restart(scene: Scene, kind: keyof typeof places) {
  const { herd, streaming, writer, place } = scene;
  const killedAt = clockMs();
  await streaming.kill();
  const { seq } = await writer.toggle(place);
  await streaming.start(places[kind]);
  const startedAt = clockMs();
  const { last } = await herd.ask('heard', { seq, clients: Math.min(clients, places[kind]) });
  return { admittedMs: last - startedAt, awayMs: last - killedAt };
}

/** The streaming process, which comes back where it was. */
async function startStreaming({ file, databaseUrl }: Setting) {
  let node = startProcess<Node>(file, 'node');
  const port = await node.ask('start', { databaseUrl, mostStreams: places.all });
  return {
    port,
    ask: (name: 'rss' | 'mostRss'): Promise<number> => node.ask(name),
    kill: () => node.kill(),
    async start(mostStreams: number): Promise<void> {
      node = startProcess<Node>(file, 'node');
      await node.ask('start', { databaseUrl, port, mostStreams });
    },
  };
}
