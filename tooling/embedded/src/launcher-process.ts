import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import ts from 'typescript';
import { onTestFinished } from 'vitest';

import type { Account } from './run.ts';
import { root as checkout } from './temporary-installation.ts';

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  rewriteRelativeImportExtensions: true,
};

export interface StartedServer {
  url: string;
  pid: number;
}

export interface LauncherOptions {
  account?: Account;
  root?: string;
}

/** A Node process, with a session and no environment, that starts PostgreSQL and then idles. */
export async function launcherProcess(
  directory: string,
  { account, root = checkout }: LauncherOptions = {},
): Promise<ChildProcess> {
  const script = join(await compiledSources(), 'launcher.js');
  await writeFile(
    script,
    `import { startPostgres } from './index.js';
     const [directory, root] = process.argv.slice(2);
     const { url, pid } = await startPostgres({ directory, root });
     console.log(JSON.stringify({ url, pid }));
     setInterval(() => undefined, 60_000);`,
  );
  const launcher = spawn(process.execPath, [script, directory, root], {
    ...account,
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void launcher.kill('SIGKILL'));
  return launcher;
}

export async function startedBy({ stdout, stderr }: ChildProcess): Promise<StartedServer> {
  if (stdout === null || stderr === null) throw new Error('The launcher has no output.');
  for await (const line of createInterface(stdout)) return JSON.parse(line) as StartedServer;
  throw new Error(await text(stderr));
}

export async function killAlone(launcher: ChildProcess): Promise<void> {
  const ended = once(launcher, 'exit');
  launcher.kill('SIGKILL');
  await ended;
}

/** What Ctrl-C in its terminal does: the signal goes to the whole process group. */
export async function interrupt(launcher: ChildProcess): Promise<void> {
  const ended = once(launcher, 'exit');
  process.kill(-(launcher.pid ?? Number.NaN), 'SIGINT');
  await ended;
}

async function compiledSources(): Promise<string> {
  const source = join(checkout, 'tooling/embedded/src');
  const target = await mkdtemp(join(tmpdir(), 'halyard-compiled-'));
  onTestFinished(() => rm(target, { recursive: true }));
  await chmod(target, 0o755);
  await writeFile(join(target, 'package.json'), '{ "type": "module" }');
  for (const name of await readdir(source, { recursive: true })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const typescript = await readFile(join(source, name), 'utf8');
    const { outputText } = ts.transpileModule(typescript, { compilerOptions });
    const file = join(target, name.replace(/\.ts$/, '.js'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, outputText);
  }
  return target;
}
