import { beforeAll, expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop, type Installation } from './driver/installation.ts';
import { runNpm, waitForEnd, waitForOutput } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import {
  findProcess,
  findProcesses,
  kill,
  waitUntilNothingRuns,
  type RunningProcess,
} from './driver/processes.ts';
import { embeddedUrl, query } from './driver/sql.ts';
import { waitUntil } from './driver/wait-until.ts';

const checkout = useCheckout({ hasPackages: true });
let first: Installation;

beforeAll(async () => {
  first = await start(checkout);
  await stop(checkout, first);
});

test('a start after kill -9 of every process finds the same keys and all data', async () => {
  await start(checkout);
  await query(await embeddedUrl(checkout), `UPDATE organization SET name = 'Just written'`);
  const running = findProcesses(checkout);
  expect(new Set(running.map(({ role }) => role))).toEqual(
    new Set(['npm', 'supervisor', 'serve', 'work', 'postgres']),
  );
  kill(running);
  await waitUntilNothingRuns(checkout);

  await expectToWorkAsBefore();
  expect(await query(await embeddedUrl(checkout), 'SELECT name FROM organization')).toEqual([
    'Just written',
  ]);
});

test('a start after kill -9 of everything but PostgreSQL adopts the server', async () => {
  await start(checkout);
  const server = await findPostmaster();
  kill(findProcesses(checkout).filter(({ role }) => role !== 'postgres'));
  await waitUntilOnlyPostgresRuns();

  const { npm } = await expectToWorkAsBefore();
  await waitForOutput(npm, new RegExp(`PostgreSQL was running .*process ${server.pid}`));
  expect(await findPostmaster()).toMatchObject({ pid: server.pid });
});

test('serve and work end by themselves when the supervisor is killed', async () => {
  const { npm } = await start(checkout);
  kill([await findProcess(checkout, 'supervisor')]);
  await waitForEnd(npm);
  await waitUntilOnlyPostgresRuns();
  await expectToWorkAsBefore();
});

test('serve and work end by themselves when the supervisor is killed while they start', async () => {
  const npm = runNpm(checkout, ['start']);
  await findProcess(checkout, 'serve');
  kill([await findProcess(checkout, 'supervisor')]);
  await waitForEnd(npm);
  await waitUntilOnlyPostgresRuns();
  await expectToWorkAsBefore();
});

async function waitUntilOnlyPostgresRuns(): Promise<void> {
  await waitUntil('only PostgreSQL runs', () =>
    findProcesses(checkout).every(({ role }) => role === 'postgres'),
  );
}

async function expectToWorkAsBefore(): Promise<Installation> {
  const again = await start(checkout);
  expect(again.sdkKey).toBe(first.sdkKey);
  expect(again.serverKey).toBe(first.serverKey);
  expect(await paste(again.curl)).toMatchObject({ status: 200 });
  return again;
}

async function findPostmaster(): Promise<RunningProcess> {
  return waitUntil('PostgreSQL runs', () =>
    findProcesses(checkout).find(({ command }) => command.includes('postgres -D ')),
  );
}
