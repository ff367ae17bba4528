import { setTimeout as wait } from 'node:timers/promises';

import type { CpuSeconds } from '../cpu-seconds.ts';
import { startIntake, type Intake } from '../intake.ts';
import type { Memory } from '../processes/read-memory.ts';
import type { Lags } from '../processes/worker.ts';
import type { Reported, ReportPlan } from '../reporting/reporter.ts';
import type { Setting } from '../setting.ts';

/** What became of what was reported for a while. */
export interface Load extends ReportPlan {
  reported: Reported;
  /** Events more in the database than before. */
  counted: number;
  lags: Lags;
  cpu: CpuSeconds;
  /** Milliseconds from the end until all was counted, and until users were merged; or it took too long. */
  drainedMs: number | undefined;
  mergedMs: number | undefined;
}

/** Seconds after the start, and what each process had then. */
export interface Moment extends Record<'api' | 'worker', Memory> {
  seconds: number;
}

export interface Ingest {
  steady: Load;
  /** While the steady load came. */
  moments: Moment[];
  burst: Load;
}

/** An organization may send 1 000 requests a minute: both together are below that in any minute. */
const steady: ReportPlan = { perSecond: 25_000, seconds: 60 };
const burst: ReportPlan = { perSecond: 40_000, seconds: 10 };
const momentsSeconds = [20, 40, 60];
const longestDrainMs = 60_000;

export async function measureIngest(setting: Setting): Promise<Ingest> {
  const intake = await startIntake(setting, 'redis');
  try {
    setting.probe.spin();
    const [steadyLoad, ...moments] = await Promise.all([
      runLoad(intake, steady),
      ...momentsSeconds.map((seconds) => readMoment(intake, seconds)),
    ]);
    setting.probe.spin();
    return { steady: steadyLoad, moments, burst: await runLoad(intake, burst) };
  } finally {
    await intake.close();
  }
}

/** Reports for a while, and waits until all that comes of it is done. */
export async function runLoad(intake: Intake, plan: ReportPlan): Promise<Load> {
  const { reporter, worker, counted } = intake;
  const before = await counted.count();
  const endCpu = intake.measureCpu();
  const startedAt = performance.now();
  const reported = await reporter.ask('report', plan);
  const drained = await counted.waitForCount(before + reported.accepted, longestDrainMs);
  const drainedMs = drained && performance.now() - startedAt - plan.seconds * 1_000;
  const lags = await worker.ask('takeLags');
  const cpu = endCpu();
  const merged = await counted.waitForUsers(longestDrainMs);
  const mergedMs = merged && performance.now() - startedAt - plan.seconds * 1_000;
  const more = (await counted.count()) - before;
  return { ...plan, reported, counted: more, lags, cpu, drainedMs, mergedMs };
}

async function readMoment({ api, worker }: Intake, seconds: number): Promise<Moment> {
  await wait(seconds * 1_000);
  return { seconds, api: await api.ask('memory'), worker: await worker.ask('memory') };
}
