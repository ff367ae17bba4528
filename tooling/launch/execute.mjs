import { spawn } from 'node:child_process';

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
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(new Error(`${command} ${args.join(' ')} failed (${signal ?? code}):\n${output}`));
    });
  });
}
