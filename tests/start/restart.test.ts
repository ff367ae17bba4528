import { expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start } from './driver/installation.ts';
import { waitForOutput } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import { findProcess, findProcesses, kill } from './driver/processes.ts';
import { embeddedUrl, query } from './driver/sql.ts';
import { waitUntil } from './driver/wait-until.ts';

const checkout = useCheckout({ hasPackages: true });

test('serve is started again on its port when it is killed, and a line says so', async () => {
  const { npm, curl } = await start(checkout);
  const killed = await findProcess(checkout, 'serve');
  kill([killed]);
  await waitForOutput(npm, /serve ended \(SIGKILL\) and is started again/);
  await waitUntil('an evaluation answers again', async () => (await paste(curl)).status === 200);
  const pids = findProcesses(checkout).map(({ pid }) => pid);
  expect(pids).not.toContain(killed.pid);
});

test('work is started again when it is killed, a line says so, and it works', async () => {
  const { npm, curl } = await start(checkout);
  await query(await embeddedUrl(checkout), 'UPDATE api_key SET last_used_at = NULL');
  const killed = await findProcess(checkout, 'work');
  kill([killed]);
  await waitForOutput(npm, /work ended \(SIGKILL\) and is started again/);
  await expectKeyUsage(curl);
});

test('PostgreSQL is started again when it is killed, and evaluation answers all the while', async () => {
  const { npm, curl } = await start(checkout);
  const serve = await findProcess(checkout, 'serve');
  await query(await embeddedUrl(checkout), 'UPDATE api_key SET last_used_at = NULL');
  kill(findProcesses(checkout).filter(({ role }) => role === 'postgres'));
  expect(await paste(curl)).toMatchObject({ status: 200 });
  await waitForOutput(npm, /PostgreSQL ended and is started again/);
  await waitForOutput(npm, /ended and is started again[^]*PostgreSQL runs on port/);
  expect(await paste(curl)).toMatchObject({ status: 200 });
  await waitUntil('the use of the key is recorded', async () => {
    const url = await embeddedUrl(checkout);
    const used = await query(url, 'SELECT 1 FROM api_key WHERE last_used_at IS NOT NULL');
    return used.length > 0;
  });
  expect(
    findProcesses(checkout).map(({ pid }) => pid),
    'serve lived on',
  ).toContain(serve.pid);
});

test('the use of a key travels from an evaluation through the queue to the database', async () => {
  const { curl } = await start(checkout);
  await query(await embeddedUrl(checkout), 'UPDATE api_key SET last_used_at = NULL');
  await expectKeyUsage(curl);
});

async function expectKeyUsage(curl: string): Promise<void> {
  const url = await embeddedUrl(checkout);
  const used = () => query(url, 'SELECT kind::text FROM api_key WHERE last_used_at IS NOT NULL');
  expect(await used()).toEqual([]);
  expect(await paste(curl)).toMatchObject({ status: 200 });
  await waitUntil('the use of the key is recorded', async () => (await used()).length > 0);
  expect(await used()).toEqual(['sdk']);
}
