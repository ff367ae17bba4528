import { fork } from 'node:child_process';
import { once } from 'node:events';

import type { Closers } from '@halyard/http';

/** What the bench's own script may be told to be. */
export type Role = 'node' | 'worker';

/** A process of the bench, which ends with this one. */
export interface RunningProcess {
  /** Where it answers, if it does. */
  url: string;
  /** Lets it send what it has noted. */
  stop(): Promise<void>;
}

interface ReadyMessage {
  port: number | undefined;
}

/** Forks the bench's script; resolves when it is ready. */
export async function startProcess(
  file: string,
  role: Role,
  databaseUrl: string,
): Promise<RunningProcess> {
  const child = fork(file, [role, databaseUrl], { execArgv: [] });
  const ended = once(child, 'exit');
  const early = ended.then(([code]) => {
    throw new Error(`The ${role} ended, exit code ${code}`);
  });
  const [{ port }] = (await Promise.race([once(child, 'message'), early])) as [ReadyMessage];
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.send('stop');
      await ended;
    },
  };
}

/** In the forked process: says that it is ready, and closes all when it is told to stop. */
export function obeyParent(closers: Closers, port?: number): void {
  process.once('disconnect', () => process.exit());
  process.once('message', async () => {
    await closers.closeAll();
    process.disconnect();
  });
  process.send!({ port } satisfies ReadyMessage);
}
