import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, waitUntilAnnounced, readAnnouncement } from './driver/installation.ts';
import { hasEnded, runNpm, waitForEnd, waitForOutput } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import { findProcess, findProcesses, type RunningProcess } from './driver/processes.ts';
import { embeddedUrl, query } from './driver/sql.ts';
import { waitUntil } from './driver/wait-until.ts';

const refusal = 'Halyard already runs in this folder';
const checkout = useCheckout();

test('of two first starts at once exactly one runs, the other says so and fails', async () => {
  const both = [runNpm(checkout, ['start']), runNpm(checkout, ['start'])];
  const loser = await waitUntil('one of them ends', () => both.find(hasEnded));
  expect(loser.exitCode()).toBe(1);
  expect(loser.output()).toContain(refusal);

  const winner = both.find((npm) => npm !== loser);
  await waitUntilAnnounced(winner!);
  expect(await paste(readAnnouncement(winner!).curl)).toMatchObject({ status: 200 });
  expect(findProcesses(checkout).filter(({ role }) => role === 'supervisor')).toHaveLength(1);
});

test('a start while one runs says so, fails and leaves the other alone', async () => {
  const { npm, curl } = await start(checkout);
  const before = findProcesses(checkout).map(({ pid }) => pid);
  const second = runNpm(checkout, ['start']);
  expect(await waitForEnd(second)).toBe(1);
  expect(second.output()).toContain(refusal);
  expect(hasEnded(npm)).toBe(false);
  expect(findProcesses(checkout).map(({ pid }) => pid)).toEqual(expect.arrayContaining(before));
  expect(await paste(curl)).toMatchObject({ status: 200 });
});

test('where nothing runs a worker says what to do, and starts nothing', async () => {
  const worker = runNpm(checkout, ['run', 'worker']);
  expect(await waitForEnd(worker)).toBe(1);
  expect(worker.output()).toContain('run `npm start` first, or set DATABASE_URL');
  expect(worker.output()).not.toMatch(/^ +at /m);
  expect(findProcesses(checkout)).toEqual([]);
});

test('one more worker does what a stuck one leaves, behind all others, until Ctrl-C', async () => {
  const { curl } = await start(checkout);
  const first = await findProcess(checkout, 'work');
  const worker = runNpm(checkout, ['run', 'worker']);
  const [, ready = ''] = await waitForOutput(worker, /One more worker runs: (http:\S+\/readyz)/);
  expect(await fetch(ready)).toMatchObject({ status: 200 });
  const workers = findProcesses(checkout).filter(({ role }) => role === 'work');
  expect(workers).toHaveLength(2);
  expect(new Set(workers.flatMap(nicenessOfThreads))).toEqual(new Set([10]));

  const url = await embeddedUrl(checkout);
  await query(url, 'UPDATE api_key SET last_used_at = NULL');
  process.kill(first.pid, 'SIGSTOP');
  expect(await paste(curl)).toMatchObject({ status: 200 });
  await waitUntil('the use of the key is recorded', async () => {
    const used = await query(url, 'SELECT 1 FROM api_key WHERE last_used_at IS NOT NULL');
    return used.length > 0;
  });
  worker.signal('SIGINT');
  expect(await waitForEnd(worker)).toBe(0);
  expect(worker.output()).toMatch(/"service":"work".*"msg":"stopped"/);
  expect(await paste(curl), 'the installation runs on').toMatchObject({ status: 200 });
});

/** How far each of its threads stands back behind others. */
const nicenessOfThreads = ({ pid }: RunningProcess): number[] =>
  readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; niceness is the 17th field after it.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  });
