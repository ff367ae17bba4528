import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';

import { outsideLocation, type Checkout } from './checkout/checkout.ts';
import { waitUntil } from './wait-until.ts';

export type Role =
  | 'npm'
  | 'supervisor'
  | 'serve'
  | 'work'
  | 'postgres'
  | 'PostgreSQL starter'
  | 'terminal'
  | 'other';

export interface RunningProcess {
  pid: number;
  uid: number;
  role: Role;
  /** Its arguments, separated by blanks. */
  command: string;
}

/** Every process that runs in a checkout, from it or on its data; zombies do not count. */
export function findProcesses(checkout: Checkout): RunningProcess[] {
  const outside = outsideLocation(checkout);
  const folders = [checkout.root, ...(outside === undefined ? [] : [outside])];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => inspect(Number(name)))
    .filter(({ cwd, command }) =>
      folders.some(
        (folder) =>
          cwd === folder || cwd.startsWith(`${folder}/`) || command.includes(`${folder}/`),
      ),
    )
    .map(({ pid, uid, command }) => ({ pid, uid, command, role: roleOf(command) }));
}

/** The one process with that role, once there is one. */
export async function findProcess(checkout: Checkout, role: Role): Promise<RunningProcess> {
  return waitUntil(`${role} runs`, () =>
    findProcesses(checkout).find((candidate) => candidate.role === role),
  );
}

/** Every process of the checkout is gone. */
export async function waitUntilNothingRuns(checkout: Checkout): Promise<void> {
  let left: RunningProcess[] = [];
  await waitUntil('nothing runs', () => {
    left = findProcesses(checkout);
    return left.length === 0;
  }).catch((error: unknown) => {
    throw new Error(`Still running: ${left.map(({ command }) => command).join(' | ')}`, {
      cause: error,
    });
  });
}

export function kill(processes: readonly RunningProcess[]): void {
  for (const { pid } of processes) signal(pid, 'SIGKILL');
}

/** Ends what a test left running, PostgreSQL by its own way so that it frees what it shares. */
export async function endProcesses(checkout: Checkout): Promise<void> {
  await waitUntil('what the test left running is gone', () => {
    const left = findProcesses(checkout);
    for (const { pid, role, command } of left) {
      if (role !== 'postgres') signal(pid, 'SIGKILL');
      else if (command.includes(' -D ')) signal(pid, 'SIGQUIT');
    }
    return left.length === 0;
  });
}

function inspect(pid: number): { pid: number; uid: number; cwd: string; command: string }[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    if (command === '') return [];
    const { uid } = statSync(`/proc/${pid}`);
    return [{ pid, uid, command, cwd: folderOf(pid) }];
  } catch {
    // It ended while we looked.
    return [];
  }
}

/** Whoever is not root may not look at another user's. */
function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function roleOf(command: string): Role {
  if (/(?:^|\/)postgres(?::| -D )/.test(command)) return 'postgres';
  if (command.includes('/pg_ctl start ')) return 'PostgreSQL starter';
  if (command.includes('tooling/launch/start.mjs')) return 'supervisor';
  if (command.endsWith('dist/serve.js')) return 'serve';
  if (command.endsWith('dist/work.js')) return 'work';
  if (command.startsWith('script ')) return 'terminal';
  return /^npm (?:start|run)/.test(command) ? 'npm' : 'other';
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
