import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase, type Database } from '@halyard/database';
import type { Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createClosers } from '@halyard/http';

import { readAudit, type AuditedPlan } from './audit.ts';
import { startProcess } from './process.ts';
import { runRound, type Round } from './round.ts';
import { waitUntil } from './wait-until.ts';

export interface RunInput {
  /** Of a database with all migrations. */
  url: string;
  /** The bench's bundled script, for its processes. */
  file: string;
  rounds: number;
}

export interface AuditedRound extends Round {
  /** After all that nodes had noted was taken in. */
  audit: AuditedPlan;
}

/** Two nodes and a worker, each a process of its own, through so many organizations' plans. */
export async function run({ url, file, rounds }: RunInput): Promise<AuditedRound[]> {
  const closers = createClosers();
  try {
    const database = createDatabase({ url, maxConnections: 4 });
    closers.add(() => database.$disconnect());
    const onError = (error: Error): never => {
      throw error;
    };
    const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
    closers.add(coordination.close);
    const worker = await startProcess(file, 'worker', url);
    closers.add(worker.stop);
    const ctx = { ...createTestContext(database), hints: coordination.hints };
    const done = await runRounds(ctx, { url, file, rounds });
    await waitUntil('every job is done', async () => (await countJobs(database)) === 0);
    return await Promise.all(
      done.map(async (round) => ({
        ...round,
        audit: await readAudit(database, round.organizationId),
      })),
    );
  } finally {
    await closers.closeAll();
  }
}

/** The nodes have sent all they noted when it resolves. */
async function runRounds(ctx: Context, { url, file, rounds }: RunInput): Promise<Round[]> {
  const [busy, idle] = [
    await startProcess(file, 'node', url),
    await startProcess(file, 'node', url),
  ];
  try {
    const done: Round[] = [];
    for (let round = 0; round < rounds; round++) done.push(await runRound(ctx, { busy, idle }));
    return done;
  } finally {
    await busy.stop();
    await idle.stop();
  }
}

async function countJobs(database: Database): Promise<number> {
  const [row] = await database.$queryRaw<{ jobs: number }[]>`
    SELECT count(*)::int AS jobs FROM bullmq.job`;
  return row!.jobs;
}
