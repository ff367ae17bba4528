import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { startEvaluation, type Evaluation } from '../../http/evaluation.ts';
import { runOpenLoop, type OpenLoopLatencies } from '../../http/load/open-loop.ts';
import { startProcess, type RunningProcess } from '../../shared/process.ts';
import { openCounted, type Counted } from '../counted.ts';
import type { Api } from '../processes/api.ts';
import type { Lags, Worker } from '../processes/worker.ts';
import type { Reported, Reporter } from '../reporting/reporter.ts';
import { queuesPlaceOf, type QueueServer, type Setting } from '../setting.ts';

/** Evaluation and telemetry in processes of their own with Redis, or in one `serve` without. */
export type Arrangement = 'apart' | 'together';

export interface Round {
  without: OpenLoopLatencies;
  with: OpenLoopLatencies;
  reported: Reported;
  lags: Lags;
}

export type Beside = Record<Arrangement, Round[]>;

export const evaluationsPerSecond = 2_000;
export const eventsPerSecond = 8_000;
const rounds = 5;
const seconds = 8;
/** Reporting begins before the measured seconds, and ends after. */
const reportingSeconds = 12;
const mostDrainMs = 60_000;

const queueOf = { apart: 'redis', together: 'postgres' } as const satisfies Record<
  Arrangement,
  QueueServer
>;

export async function measureBeside(setting: Setting): Promise<Beside> {
  return {
    apart: await measureArrangement(setting, 'apart'),
    together: await measureArrangement(setting, 'together'),
  };
}

async function measureArrangement(setting: Setting, arrangement: Arrangement): Promise<Round[]> {
  const scene = await setScene(setting, arrangement);
  const found: Round[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      setting.probe.spin();
      found.push(await runRound(scene));
    }
    return found;
  } finally {
    await scene.close();
  }
}

interface Scene {
  file: string;
  evaluation: Evaluation;
  worker: RunningProcess<Worker>;
  reporter: RunningProcess<Reporter>;
  counted: Counted;
  close(): Promise<void>;
}

async function setScene(setting: Setting, arrangement: Arrangement): Promise<Scene> {
  const { file, databaseUrl, redisUrl, places } = setting;
  const place = queuesPlaceOf(setting, queueOf[arrangement]);
  const folder = join(setting.folder, arrangement);
  await mkdir(folder);
  const environment = arrangement === 'apart' ? { QUEUE_REDIS_URL: redisUrl } : {};
  const evaluation = await startEvaluation(folder, databaseUrl, environment);
  const api = arrangement === 'apart' ? startProcess<Api>(file, 'api') : undefined;
  const worker = startProcess<Worker>(file, 'worker', { isNice: true });
  const reporter = startProcess<Reporter>(file, 'reporter', { isNice: true });
  const port = api ? await api.ask('start', place) : evaluation.port;
  await worker.ask('start', place);
  await reporter.ask('begin', { port, places });
  const counted = openCounted(databaseUrl);
  return {
    file,
    evaluation,
    worker,
    reporter,
    counted,
    async close() {
      await evaluation.stop();
      await Promise.all([reporter, worker, ...(api ? [api] : [])].map((one) => one.kill()));
      await counted.close();
    },
  };
}

async function runRound(scene: Scene): Promise<Round> {
  const { reporter, worker, counted } = scene;
  const without = await evaluate(scene);
  const before = await counted.count();
  const reporting = reporter.ask('report', {
    perSecond: eventsPerSecond,
    seconds: reportingSeconds,
  });
  const [beside, reported] = await Promise.all([evaluate(scene), reporting]);
  const drained = await counted.waitForCount(before + reported.accepted, mostDrainMs);
  const merged = await counted.waitForUsers(mostDrainMs);
  if (drained === undefined || merged === undefined) {
    throw new Error('What was reported is not counted a minute later');
  }
  return { without, with: beside, reported, lags: await worker.ask('takeLags') };
}

/** Dozing, the generator leaves others most of a core: there are but two. */
const evaluate = ({ file, evaluation }: Scene): Promise<OpenLoopLatencies> =>
  runOpenLoop(file, {
    port: evaluation.port,
    requestsFile: evaluation.requestsFile,
    perSecond: evaluationsPerSecond,
    seconds,
    goesFirst: true,
    rest: 'doze',
  });
