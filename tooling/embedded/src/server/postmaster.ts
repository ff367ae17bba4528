import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { readIfPresent } from '../installation/files.ts';
import { speaksPostgres } from './port.ts';
import { commandLine, isAlive } from './process.ts';

export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

const settleMs = 120_000;
const pollMs = 50;

/** The living server of this data directory, if there is one, whatever state it is in. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = (await readIfPresent(pidFile(data)))?.split('\n');
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  if (!isAlive(pid) || !(await serves(pid, data))) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** Waits until a server left there either answers or is gone. */
export async function settledPostmaster(data: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const found = await findPostmaster(data);
    if (found === undefined) return undefined;
    if (found.ready && (await speaksPostgres(found.port))) return found;
    if (Date.now() > deadline) {
      throw new Error(
        `A PostgreSQL server (process ${found.pid}) holds ${data} but does not answer. ` +
          `End it with \`kill -QUIT ${found.pid}\` and start again.`,
      );
    }
    await delay(pollMs);
  }
}

/**
 * Removes a pid file whose number now belongs to another program, or to a zombie that nobody
 * reaps: PostgreSQL only looks whether the process exists and would refuse to start.
 */
export async function dropForeignPidFile(data: string): Promise<void> {
  const seen = await readIfPresent(pidFile(data));
  const pid = Number(seen?.split('\n')[0]);
  if (!isAlive(pid) || (await serves(pid, data))) return;
  if ((await readIfPresent(pidFile(data))) === seen) await rm(pidFile(data), { force: true });
}

async function serves(pid: number, data: string): Promise<boolean> {
  return (await commandLine(pid)).includes(`postgres -D ${data} `);
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}
