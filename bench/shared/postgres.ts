import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { migrate } from '@halyard/database';
import { removePostgres, startPostgres } from '@halyard/embedded';

export interface BenchPostgres {
  url: string;
  pid: number;
  /** What it has to say. */
  logFile: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own, as durable as an installation's, with all migrations applied. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const root = process.cwd();
  const directory = await mkdtemp(join(tmpdir(), 'halyard-bench-'));
  const { url, pid } = await startPostgres({ directory, root });
  await migrate(url, join(root, 'prisma/migrations'));
  return {
    url,
    pid,
    logFile: join(directory, 'postgres/postgres.log'),
    async stop() {
      await removePostgres({ directory, root });
      await rm(directory, { recursive: true });
    },
  };
}
