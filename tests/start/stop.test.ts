import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { postgresFolder, stateFile } from './driver/checkout/checkout.ts';
import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start } from './driver/installation.ts';
import { runNpm, waitForEnd, waitForOutput, type Npm, type NpmOptions } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import { findProcess, findProcesses, kill, waitUntilNothingRuns } from './driver/processes.ts';
import { waitUntil } from './driver/wait-until.ts';

const ctrlC = '\u0003';
const checkout = useCheckout();

const moments: [string, (npm: Npm) => Promise<unknown>][] = [
  ['packages are fetched', (npm) => waitForOutput(npm, /Fetching packages/)],
  ['packages are installed', (npm) => waitForOutput(npm, /Installing packages/)],
  ['it builds', (npm) => waitForOutput(npm, /Building/)],
  ['the database is created', (npm) => waitForOutput(npm, /Creating the database/)],
  ['PostgreSQL starts', () => findProcess(checkout, 'PostgreSQL starter')],
  ['tables are made', (npm) => waitForOutput(npm, /PostgreSQL (?:runs|was running)/)],
  ['serve starts', () => findProcess(checkout, 'serve')],
];

describe.each<[string, NpmOptions, (npm: Npm) => void]>([
  ['Ctrl-C', { inTerminal: true }, (npm) => npm.press(ctrlC)],
  ['SIGTERM to npm alone', {}, (npm) => npm.signal('SIGTERM')],
])('%s during a first start', (_, options, interrupt) => {
  beforeAll(forgetInstallation);

  test.each(moments)('leaves nothing running while %s', async (_moment, come) => {
    const npm = runNpm(checkout, ['start'], options);
    await come(npm);
    interrupt(npm);
    await expectNothingLeft(npm);
  });

  test('does not harm the next start', async () => {
    const { curl } = await start(checkout);
    expect(await paste(curl)).toMatchObject({ status: 200 });
  });
});

test('SIGTERM to npm alone ends an installation that takes long, too', async () => {
  await forgetInstallation();
  const slow = join(checkout.root, 'slow');
  await mkdir(slow, { recursive: true });
  await writeFile(join(slow, 'npx'), '#!/bin/sh\nsleep 3600\n', { mode: 0o755 });
  const npm = runNpm(checkout, ['start'], {
    environment: { PATH: `${slow}${delimiter}${process.env['PATH']}` },
  });
  await waitUntil('the installation runs', () =>
    findProcesses(checkout).some(({ command }) => command.startsWith('sleep')),
  );
  npm.signal('SIGTERM');
  await expectNothingLeft(npm);
});

test('Ctrl-C ends serve, then work, then PostgreSQL, and gives the folder free', async () => {
  const { npm } = await start(checkout, { inTerminal: true });
  npm.press(ctrlC);
  await waitForEnd(npm);
  expect(findProcesses(checkout)).toEqual([]);
  await expectStoppedInOrder();
});

test('SIGTERM to npm alone ends serve, then work, then PostgreSQL, with exit code 0', async () => {
  const { npm } = await start(checkout);
  npm.signal('SIGTERM');
  expect(await waitForEnd(npm)).toBe(0);
  expect(findProcesses(checkout)).toEqual([]);
  await expectStoppedInOrder();
});

test('closing the terminal ends serve, then work, then PostgreSQL', async () => {
  const { npm } = await start(checkout, { inTerminal: true });
  kill([await findProcess(checkout, 'terminal')]);
  await waitForEnd(npm);
  await waitUntilNothingRuns(checkout);
  await expectStoppedInOrder();
});

async function forgetInstallation(): Promise<void> {
  await rm(join(checkout.root, 'node_modules', '.halyard-installed'), { force: true });
  await rm(stateFile(checkout), { recursive: true, force: true });
}

async function expectNothingLeft(npm: Npm): Promise<void> {
  await waitForEnd(npm);
  await waitUntilNothingRuns(checkout);
  expect(npm.output()).not.toContain('Halyard runs at');
}

async function expectStoppedInOrder(): Promise<void> {
  const times = [
    await lastTime(stateFile(checkout, 'logs', 'serve.log'), /"time":"([^"]+)".*"msg":"stopped"/),
    await lastTime(stateFile(checkout, 'logs', 'work.log'), /"time":"([^"]+)".*"msg":"stopping"/),
    await lastTime(stateFile(checkout, 'logs', 'work.log'), /"time":"([^"]+)".*"msg":"stopped"/),
    await lastTime(
      join(postgresFolder(checkout), 'postgres.log'),
      /^(\S+ \S+ UTC) .*received fast shutdown request/,
    ),
    await lastTime(
      join(postgresFolder(checkout), 'postgres.log'),
      /^(\S+ \S+ UTC) .*database system is shut down/,
    ),
  ];
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(existsSync(stateFile(checkout, 'start.lock'))).toBe(false);
}

/** When a log says that, for the last time. */
async function lastTime(file: string, pattern: RegExp): Promise<number> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const found = lines.map((line) => pattern.exec(line)?.[1]).findLast((time) => time !== undefined);
  expect(found, `${pattern} in ${file}`).toBeDefined();
  return Date.parse(found ?? '');
}
