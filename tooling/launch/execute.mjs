import { spawn } from 'node:child_process';

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** @type {WeakSet<import('node:child_process').ChildProcess>} */
const interrupted = new WeakSet();

/**
 * Runs a command to its end without a terminal to prompt on; throws with all it printed when it
 * fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, environment?: Record<string, string> }} options
 * @returns {Promise<void>}
 */
export function execute(command, args, { cwd, environment }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
      // A group of its own, so that all of it can be ended with us, whoever of us was signalled.
      detached: true,
    });
    const interrupt = () => endGroup(child);
    for (const signal of signals) process.on(signal, interrupt);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, interrupt);
      if (interrupted.has(child)) process.exit(1);
      if (code === 0) return resolve();
      reject(new Error(`${command} ${args.join(' ')} failed (${signal ?? code}):\n${output}`));
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function endGroup(child) {
  if (child.pid === undefined || interrupted.has(child)) return;
  interrupted.add(child);
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has just ended by itself.
  }
}
