import { setTimeout as wait } from 'node:timers/promises';

import { withIdsAlone, type ReportRequest } from '../reports/reported.ts';
import { send } from './send.ts';

const senders = 4;
const pauseMs = 50;

/** Sends what has an id once more, until it is acknowledged. */
export async function sendAgain(url: string, requests: readonly ReportRequest[]): Promise<void> {
  const left = requests.map(withIdsAlone).filter(({ reports }) => reports.length > 0);
  async function sendSome(): Promise<void> {
    for (let request = left.pop(); request; request = left.pop()) {
      while (!(await send(url, request))) await wait(pauseMs);
    }
  }
  await Promise.all(Array.from({ length: senders }, sendSome));
}
