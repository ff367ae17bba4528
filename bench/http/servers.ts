import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { generateAuditKey, generateEvaluationSecrets } from '@halyard/auth';
import { allocation } from '@halyard/standalone/config';

/** A server in a process of its own, which ends with this one. */
export interface RunningServer {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

const root = process.cwd();

/** What everything is compared with. */
export const startHello = (folder: string): Promise<RunningServer> =>
  startServer(join(root, 'bench/hello.mjs'), { logFile: join(folder, 'hello.log') });

/** Where a `serve` has its keys: others of one installation are told of the same. */
export const keyFilesOf = (folder: string) => ({
  AUDIT_KEY_FILE: join(folder, 'audit-key.pem'),
  INSTALLATION_KEY_FILE: join(folder, 'installation.key'),
  EVALUATION_SECRETS_FILE: join(folder, 'evaluation-secrets'),
});

/** `serve` as `npm start` runs it: the same bundle, told the same by its environment, and more. */
export async function startServe(
  folder: string,
  databaseUrl: string,
  more: NodeJS.ProcessEnv = {},
): Promise<RunningServer> {
  const keyFiles = keyFilesOf(folder);
  await writeFile(keyFiles.EVALUATION_SECRETS_FILE, generateEvaluationSecrets());
  await writeFile(keyFiles.AUDIT_KEY_FILE, generateAuditKey());
  await writeFile(keyFiles.INSTALLATION_KEY_FILE, randomBytes(32).toString('hex'));
  return startServer(join(root, 'apps/standalone/dist/serve.js'), {
    logFile: join(folder, 'serve.log'),
    environment: {
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: '0',
      PORT_ATTEMPTS: '1',
      OPERATIONS_PORT: '0',
      OPERATIONS_PORT_ATTEMPTS: '1',
      LOG_LEVEL: 'info',
      ALLOW_KEY_IN_QUERY: 'false',
      ALLOW_PRIVATE_WEBHOOKS: 'false',
      ALLOW_SIGNUP: 'false',
      MAX_STREAMS: '1000',
      MAIL_FROM: 'Halyard <halyard@localhost>',
      ...keyFiles,
      // The worker's, which `serve` is told like all else.
      OPERATOR_PASSWORD_FILE: join(folder, 'operator-password'),
      REPLICA_DIR: join(folder, 'replica'),
      ...more,
    },
  });
}

interface ServerOptions {
  logFile: string;
  environment?: NodeJS.ProcessEnv;
}

async function startServer(
  script: string,
  { logFile, environment = {} }: ServerOptions,
): Promise<RunningServer> {
  const log = openSync(logFile, 'a');
  const child = fork(script, {
    env: { ...allocation, ...environment },
    // In a session of its own, as the supervisor starts it: Linux divides its time between sessions.
    detached: true,
    execArgv: [],
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const port = await waitForPort(child, script);
  return { port, pid: child.pid!, stop: () => stop(child) };
}

function waitForPort(child: ChildProcess, script: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { type: string; port?: number; reason?: string }) => {
      if (message.port !== undefined) resolve(message.port);
      else reject(new Error(`${script} could not start: ${message.reason}`));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${script} ended, exit code ${code}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
