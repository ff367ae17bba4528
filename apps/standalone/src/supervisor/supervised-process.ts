import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

import { isProcessMessage, type ReadyMessage } from '../process/messages.ts';

export interface SupervisedProcessOptions {
  name: string;
  /** The script it runs. */
  script: string;
  /** Where its output goes; left out, where this process's goes. */
  logFile?: string;
  /** Its environment, given what it reported when it was last ready. */
  environment: (last: ReadyMessage | undefined) => NodeJS.ProcessEnv;
  /** It ended by itself and is about to be started again. */
  onRestart: (how: string) => void;
}

export interface SupervisedProcess {
  /** Resolves when it is ready; rejects when it ends before it ever was. */
  start(): Promise<ReadyMessage>;
  /** Ends it cleanly and does not start it again. */
  stop(): Promise<void>;
}

/** A process ended before it could work. */
class StartError extends Error {
  override readonly name = 'StartError';
}

const firstRestartDelayMs = 200;
const longestRestartDelayMs = 10_000;
const stopGraceMs = 25_000;

/** Runs one process and, once it has been ready, starts it again whenever it ends by itself. */
export function createSupervisedProcess(options: SupervisedProcessOptions): SupervisedProcess {
  let child: ChildProcess | undefined;
  let ready: ReadyMessage | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let restartDelayMs = firstRestartDelayMs;
  let isStopping = false;

  async function run(): Promise<ReadyMessage> {
    const started = launch(options, ready);
    child = started;
    started.once('exit', (code, signal) => {
      if (ready && !isStopping) restartLater(signal ?? `exit code ${code}`);
    });
    ready = await waitUntilReady(started, options);
    restartDelayMs = firstRestartDelayMs;
    return ready;
  }

  function restartLater(how: string): void {
    options.onRestart(how);
    restartTimer = setTimeout(() => {
      // A start that fails again comes back here by its own exit.
      run().catch(() => undefined);
    }, restartDelayMs);
    restartDelayMs = Math.min(restartDelayMs * 2, longestRestartDelayMs);
  }

  return {
    start: run,
    async stop() {
      isStopping = true;
      clearTimeout(restartTimer);
      if (child) await end(child);
    },
  };
}

function launch(options: SupervisedProcessOptions, last: ReadyMessage | undefined): ChildProcess {
  const { logFile } = options;
  const log = logFile === undefined ? undefined : openSync(logFile, 'a', 0o600);
  const output = log ?? 'inherit';
  try {
    return fork(options.script, {
      env: options.environment(last),
      // In a session of its own, so that Ctrl-C reaches the supervisor alone, which stops in order.
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    });
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

function waitUntilReady(
  child: ChildProcess,
  { name, logFile }: SupervisedProcessOptions,
): Promise<ReadyMessage> {
  return new Promise((resolve, reject) => {
    let reason: string | undefined;
    child.on('message', (message) => {
      if (!isProcessMessage(message)) return;
      if (message.type === 'ready') resolve(message);
      else ({ reason } = message);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const how = reason ?? `It ended (${signal ?? `exit code ${code}`}).`;
      const where = logFile === undefined ? '' : ` Its log is ${logFile}.`;
      reject(new StartError(`${name} could not start. ${how}${where}`));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
  await exited;
  clearTimeout(timer);
}
