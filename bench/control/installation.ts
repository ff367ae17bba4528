import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDatabase, type Database } from '@halyard/database';
import { createClosers } from '@halyard/http';
import { migrateQueues } from '@halyard/queue';

import { keyFilesOf, startServe } from '../http/servers.ts';
import { startBenchPostgres } from '../shared/postgres.ts';
import { createMember } from './people.ts';
import { seed, type Seeded } from './seed.ts';

/** Two processes of `serve` on one database: one is asked by people, the other by keys. */
export interface Installation extends Seeded {
  database: Database;
  /** PostgreSQL's. */
  logFile: string;
  controlPort: number;
  evaluationPort: number;
  /** Makes a release manager; gives their access token. */
  createMember(email: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startInstallation(): Promise<Installation> {
  const closers = createClosers();
  try {
    const postgres = await startBenchPostgres();
    closers.add(() => postgres.stop());
    const folder = await mkdtemp(join(tmpdir(), 'halyard-bench-'));
    closers.add(() => rm(folder, { recursive: true }));
    const { url, logFile } = postgres;
    const database = createDatabase({ url, maxConnections: 2 });
    closers.add(() => database.$disconnect());
    await migrateQueues(url);
    const seeded = await seed(database);

    const [first, second] = [join(folder, 'control'), join(folder, 'evaluation')];
    for (const one of [first, second]) await mkdir(one);
    const control = await startServe(first, url, { ALLOW_SIGNUP: 'true' });
    closers.add(() => control.stop());
    const evaluation = await startServe(second, url, keyFilesOf(first));
    closers.add(() => evaluation.stop());
    const [controlPort, evaluationPort] = [control.port, evaluation.port];
    return {
      ...seeded,
      database,
      logFile,
      controlPort,
      evaluationPort,
      createMember: (email) => createMember(database, { port: controlPort, ...seeded, email }),
      stop: closers.closeAll,
    };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}
