import { readFileSync } from 'node:fs';

/** Seconds of a processor that were used. */
export interface CpuTime {
  own: number;
  /** By child processes that have ended. */
  children: number;
}

/** Linux counts them in hundredths of a second. */
const perSecond = 100;

/** What a process has used so far; `undefined` where the system has no `/proc`. */
export function readCpuTime(pid: number): CpuTime | undefined {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The second field is the program's name, which may hold blanks; these are the 14th to 17th.
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number);
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields;
  return {
    own: (user + system) / perSecond,
    children: (childrenUser + childrenSystem) / perSecond,
  };
}

/** Seconds that a process has used so far with all that it has started itself, as PostgreSQL does. */
export function readFamilyCpuTime(pid: number): number | undefined {
  const parent = readCpuTime(pid);
  if (!parent) return undefined;
  const living = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').map(Number);
  return living.reduce(
    (sum, child) => sum + (child > 0 ? (readCpuTime(child)?.own ?? 0) : 0),
    parent.own + parent.children,
  );
}
