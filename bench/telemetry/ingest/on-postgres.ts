import { startIntake } from '../intake.ts';
import type { Setting } from '../setting.ts';
import { runLoad, type Load } from './ingest.ts';

const rates = [25_000, 20_000, 15_000, 10_000, 5_000];
const seconds = 30;
const mostMs = 2_000;

/** Tries ever lower rates until one is kept up with, with the queue on PostgreSQL. */
export async function measureOnPostgres(setting: Setting): Promise<Load[]> {
  const intake = await startIntake(setting, 'postgres');
  const tried: Load[] = [];
  try {
    for (const perSecond of rates) {
      setting.probe.spin();
      const load = await runLoad(intake, { perSecond, seconds });
      tried.push(load);
      // What is left of one rate would be counted with the next.
      if (isHeld(load) || load.drainedMs === undefined) break;
    }
    return tried;
  } finally {
    await intake.close();
  }
}

/** Whether all was accepted, and counted soon enough after it was due. */
export const isHeld = ({ reported, lags }: Load): boolean =>
  reported.accepted === reported.sent && reported.most + lags.most <= mostMs;
