import { setTimeout as wait } from 'node:timers/promises';

import { createFaults } from '../../driver/faults.ts';
import type { Random } from '../../driver/random.ts';
import type { Installation } from '../installation/start-installation.ts';
import { withIdsAlone, type ReportRequest } from '../reports/reported.ts';
import { send } from './send.ts';

export interface StormOptions {
  /** How often something is killed. */
  strikes: number;
  random: Random;
}

const senders = 6;
const longestPauseMs = 30;
const longestRestMs = 200;
/** Clients that try again, after a request that was not acknowledged. */
const persistent = 0.9;

/** Sends requests while one part after the other is killed with -9 and comes back. */
export async function storm(
  { url, parts }: Installation,
  requests: readonly ReportRequest[],
  { strikes, random }: StormOptions,
): Promise<ReadonlyMap<string, number>> {
  const { strike, counts } = createFaults(parts, random);
  const perStrike = requests.length / strikes;
  const progress = { begun: 0, struck: 0 };
  const failing = new AbortController();

  async function sendSome(): Promise<void> {
    while (progress.begun < requests.length && !failing.signal.aborted) {
      // Not all at once: every strike is to meet some.
      if (progress.begun < (progress.struck + 2) * perStrike) {
        await report(requests[progress.begun++]!);
      }
      await wait(random.below(longestPauseMs));
    }
  }

  async function report(request: ReportRequest): Promise<void> {
    if (await send(url, request)) return;
    const again = withIdsAlone(request);
    if (again.reports.length === 0) return;
    while (random.chance(persistent)) {
      await wait(random.below(longestRestMs));
      if (await send(url, again)) return;
    }
  }

  async function strikeAll(): Promise<void> {
    for (; progress.struck < strikes; progress.struck++) {
      const due = progress.struck * perStrike + random.below(Math.ceil(perStrike));
      const isDue = (): boolean => progress.begun >= due || failing.signal.aborted;
      while (!isDue()) await wait(1);
      if (failing.signal.aborted) return;
      await strike();
    }
  }

  const running = [strikeAll(), ...Array.from({ length: senders }, sendSome)];
  for (const one of running) one.catch(() => failing.abort());
  await Promise.all(running);
  return counts;
}
