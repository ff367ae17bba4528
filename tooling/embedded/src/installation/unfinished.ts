import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { isAlive } from '../server/process.ts';

type Work = 'initialising' | 'copying';

const unfinished = /^(?:data|postgres-.+)\.(?:initialising|copying)-(?:(?<pid>\d+)-)?[^.]+$/;

/** A name beside the target for work that is renamed when whole; it carries the worker's pid. */
export function unfinishedPath(target: string, work: Work): string {
  return `${target}.${work}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

/** Deletes what killed processes left half made; what a living one is making stays. */
export async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const match = unfinished.exec(name);
    if (match === null || isAlive(Number(match.groups?.['pid'] ?? Number.NaN))) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
