import { createPostgresCoordination, createRedisCoordination } from '@halyard/coordination';
import { createDatabase, toFlagDocument } from '@halyard/database';
import { createFlag, deriveChanges, updateFlag, type Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createClosers, type Closers } from '@halyard/http';

import { startServers, type Servers } from '../driver/servers.ts';
import { checkAudience } from './check-audience.ts';
import { listenAll } from './clients/audience.ts';
import { startInstallation } from './installation/start-installation.ts';
import { storm, writers, type StormOptions } from './storm.ts';
import { createCredentials, createWorld, memberToken, type World } from './writing/world.ts';
import type { Written } from './writing/write.ts';

export interface ModelOptions extends StormOptions {
  clients: number;
  /** By what nodes are told of changes. */
  hints: 'redis' | 'database';
}

/** What a run came to. */
export interface ModelRun {
  written: Written;
  faults: ReadonlyMap<string, number>;
  rows: number;
  counts: Record<string, number>;
}

/**
 * Changes flags while connections break, nodes, PostgreSQL and Redis are killed with -9, and hints are
 * lost and late: in the end every client has heard exactly what the log has for it, once and in order,
 * and what it makes of that is what the tables hold.
 */
export async function proveStreams(options: ModelOptions): Promise<ModelRun> {
  const closers = createClosers();
  try {
    const servers = await startServers({
      redis: options.hints === 'redis' ? 'disposable' : undefined,
    });
    closers.add(servers.remove);
    return await run(options, servers, closers);
  } finally {
    await closers.closeAll();
  }
}

async function run(options: ModelOptions, servers: Servers, closers: Closers): Promise<ModelRun> {
  const { seed, clients } = options;
  const ctx = await createWriterContext(servers, closers);
  const world = await createWorld(ctx);
  const credentials = await createCredentials(ctx, world);
  const member = { token: memberToken, organizationId: world.organizationId };
  const installation = await startInstallation(servers, { seed, member, closers });
  const { url } = installation.front;
  const audience = listenAll(credentials, { url, count: clients, seed: seed + 3 });
  closers.add(audience.stop);
  await audience.until('all are connected', ({ startSeq }) => startSeq !== undefined);

  const struck = { ctx, world, installation, audience };
  audience.sleep();
  const { written, faults } = await storm(struck, options);
  audience.wake();
  const lastSeq = await writeTheLast(ctx, world);
  await audience.until('all heard the last change', ({ last }) => last.seq >= lastSeq);
  const rows = await checkAudience(ctx.database, world, audience, written);
  return { written, faults, rows, counts: audience.count() };
}

async function createWriterContext(
  { databaseUrl, redisUrl }: Servers,
  closers: Closers,
): Promise<Context> {
  const database = createDatabase({ url: databaseUrl, maxConnections: writers + 2 });
  closers.add(() => database.$disconnect());
  const onError = () => undefined;
  const coordination =
    redisUrl === undefined
      ? createPostgresCoordination({ url: databaseUrl, maxConnections: 3, onError })
      : createRedisCoordination({ url: redisUrl, onError });
  closers.add(coordination.close);
  return { ...createTestContext(database), hints: coordination.hints };
}

/** Lets all flags be streamed, derives what is left, and writes what everybody hears. */
async function writeTheLast(ctx: Context, { organizationId }: World): Promise<number> {
  const rows = await ctx.database.flag.findMany({ where: { organizationId } });
  for (const { id: flagId, status, realtime_enabled } of rows.map(toFlagDocument)) {
    if (status !== 'active' || realtime_enabled) continue;
    const change = { patch: { realtime_enabled: true } };
    await updateFlag(ctx, { organizationId, flagId, change, confirm: true });
  }
  await deriveChanges(ctx);
  const fields = { name: 'The last' };
  await createFlag(ctx, { organizationId, applicationId: null, key: 'the-last', fields });
  const head = await ctx.database.changeHead.findUniqueOrThrow({ where: { organizationId } });
  return Number(head.seq);
}
