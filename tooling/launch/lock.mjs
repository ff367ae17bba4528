import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Somebody else holds the lock. */
export class LockedError extends Error {
  /** @param {string} what @param {number} pid */
  constructor(what, pid) {
    super(`${what} already runs in this folder (process ${pid}). Stop it first, or use it.`);
    this.name = 'LockedError';
  }
}

/**
 * Takes a lock that one process can hold; gives what gives it back, which this process does at its
 * end at the latest. What a killed process left behind is taken over.
 *
 * @param {string} file
 * @param {string} what Who holds it, as it is told to others.
 * @returns {() => void}
 */
export function takeLock(file, what = 'Halyard') {
  mkdirSync(dirname(file), { recursive: true, mode: 0o711 });
  const mine = `${file}.${process.pid}`;
  const content = `${process.pid} ${startTimeOf(process.pid)}\n`;
  writeFileSync(mine, content);
  try {
    while (!tryLink(mine, file)) removeIfStale(file, what);
  } finally {
    rmSync(mine);
  }
  const release = () => {
    if (readIfPresent(file) === content) rmSync(file);
  };
  process.once('exit', release);
  return release;
}

/** @param {string} from @param {string} to */
function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** @param {string} file @param {string} what */
function removeIfStale(file, what) {
  const content = readIfPresent(file);
  if (content === undefined) return;
  const pid = livingHolder(content);
  if (pid !== undefined) throw new LockedError(what, pid);

  // Two processes may come here at once: whoever moves a lock away looks whether it was the stale
  // one, and puts a fresh one back.
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readIfPresent(aside) !== content) tryLink(aside, file);
  rmSync(aside);
}

/**
 * A process id may have been given to another process since: the start time tells.
 *
 * @param {string} content
 */
function livingHolder(content) {
  const [pid = Number.NaN, startTime] = content.split(' ').map(Number);
  return isAlive(pid) && startTimeOf(pid) === startTime ? pid : undefined;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * When a process started, in clock ticks since boot; 0 where the system does not tell, undefined
 * for one that ended and that its parent has not noticed yet.
 *
 * @param {number} pid
 */
function startTimeOf(pid) {
  const stat = readIfPresent(`/proc/${pid}/stat`);
  if (stat === undefined) return 0;
  // The name, in parentheses, may hold spaces; the start time is the 20th field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : Number(fields[19]);
}

/** @param {string} file */
function readIfPresent(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return undefined;
    throw error;
  }
}

/** @param {unknown} error @param {string} code */
const isCode = (error, code) => error instanceof Error && 'code' in error && error.code === code;
