import { setTimeout as wait } from 'node:timers/promises';

import { createFaults } from '../../driver/faults.ts';
import type { Random } from '../../driver/random.ts';
import type { Installation } from '../installation/start-installation.ts';
import type { ReportRequest } from '../reports/reported.ts';
import { send } from './send.ts';

export interface StormOptions {
  /** How often something is killed. */
  strikes: number;
  random: Random;
}

const senders = 6;
const longestPauseMs = 30;
/** Clients that try again, after a request that was not acknowledged. */
const persistent = 0.7;

/** Sends requests while one part after the other is killed with -9 and comes back. */
export async function storm(
  { urls, parts }: Installation,
  requests: readonly ReportRequest[],
  { strikes, random }: StormOptions,
): Promise<ReadonlyMap<string, number>> {
  const { strike, counts } = createFaults(parts, random);
  const perStrike = requests.length / strikes;
  let begun = 0;
  let struck = 0;
  let isFailing = false;

  async function sendSome(): Promise<void> {
    while (begun < requests.length && !isFailing) {
      // Not all at once: every strike is to meet some.
      if (begun < (struck + 2) * perStrike) await report(requests[begun++]!);
      await wait(random.below(longestPauseMs));
    }
  }

  async function report(given: ReportRequest): Promise<void> {
    let request = given;
    while (!(await send(random.pick(urls), request))) {
      // What has no id would count once more.
      const reports = request.reports.filter(({ hasId }) => hasId);
      if (reports.length === 0 || !random.chance(persistent)) return;
      request = { ...request, reports };
      await wait(random.below(longestPauseMs));
    }
  }

  async function strikeAll(): Promise<void> {
    for (; struck < strikes && !isFailing; struck++) {
      const due = struck * perStrike + random.below(Math.ceil(perStrike));
      while (begun < due && !isFailing) await wait(1);
      await strike();
    }
  }

  const running = [strikeAll(), ...Array.from({ length: senders }, sendSome)];
  for (const one of running) one.catch(() => (isFailing = true));
  await Promise.all(running);
  return counts;
}
