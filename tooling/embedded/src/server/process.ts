import { readFile } from 'node:fs/promises';

import { systemCode } from '../failure.ts';
import { run } from '../run.ts';

export function isAlive(pid: number): boolean {
  // 0 and negative numbers would address process groups.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** The command line of a process, arguments separated by blanks; empty for a zombie or none. */
export async function commandLine(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (fromProc !== undefined) return fromProc.replaceAll('\0', ' ');
  if (process.platform === 'linux') return '';
  const { output } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return output;
}
