import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { failure } from '../failure.ts';
import type { Installation } from '../installation/installation.ts';
import { run } from '../run.ts';
import { logSize, readLog } from './log.ts';
import { freePort } from './port.ts';
import { dropForeignPidFile, findPostmaster, settledPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';

export interface Settings {
  durable: boolean;
  maxConnections: number;
}

export interface Launched extends Postmaster {
  /** Another process started it in the meantime. */
  adopted: boolean;
}

const portAttempts = 5;
const memoryWaitMs = 15_000;
const memoryPollMs = 100;

// Recovery after a crash replays the log before the server counts as started.
const startSeconds = 300;

/** Starts the server, getting past what passes by itself; to be called when none is running. */
export async function launch(
  installation: Installation,
  settings: Settings,
  preferredPort: number,
): Promise<Launched> {
  const { data } = installation;
  const deadline = Date.now() + memoryWaitMs;
  let port = preferredPort;
  let attempts = 1;
  for (;;) {
    await dropForeignPidFile(data);
    const log = await attempt(installation, settings, port);
    if (log === undefined) break;
    if (log.includes('Address already in use') && attempts < portAttempts) {
      attempts += 1;
      port = await freePort();
    } else if (log.includes('pre-existing shared memory block') && Date.now() < deadline) {
      // Sessions of a killed server end by themselves once they notice.
      await delay(memoryPollMs);
    } else {
      const other = log.includes('lock file') ? await settledPostmaster(data) : undefined;
      if (other !== undefined) return { ...other, adopted: true };
      throw failure(`PostgreSQL did not start. Its log is ${installation.log}.`, log);
    }
  }
  const started = await findPostmaster(data);
  if (started !== undefined) return { ...started, adopted: false };
  throw failure('PostgreSQL ended right after its start.', await readLog(installation.log, 0));
}

/** One start; undefined when it succeeded, else what the server and pg_ctl said. */
async function attempt(
  { data, log, binaries, account }: Installation,
  settings: Settings,
  port: number,
): Promise<string | undefined> {
  const before = await logSize(log);
  const options = serverOptions(settings, port).join(' ');
  const { code, output } = await run(
    join(binaries.native, 'bin/pg_ctl'),
    ['start', '-w', '-t', String(startSeconds), '-D', data, '-l', log, '-o', options],
    { account },
  );
  if (code === 0) return undefined;
  return `${output.trim()}\n${await readLog(log, before)}`;
}

// Goes through a shell: nothing here may need quoting.
function serverOptions({ durable, maxConnections }: Settings, port: number): string[] {
  const parameters = [
    'listen_addresses=127.0.0.1',
    "unix_socket_directories=''",
    `max_connections=${maxConnections}`,
    'log_min_messages=warning',
    'log_checkpoints=off',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return ['-p', String(port), ...parameters.flatMap((parameter) => ['-c', parameter])];
}
