import { Writable } from 'node:stream';

import { regex } from '@halyard/core/re2js';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import {
  createApiKey,
  createApplication,
  createOrganization,
  revokeApiKey,
  type Context,
  type CreateApiKeyInput,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createLogger } from '@halyard/http';
import { createReplica } from '@halyard/replica';

import { startApp } from '../../testing/start-app.ts';
import { createFlags } from './flags.ts';
import { exchange, toBytes, type WireAnswer, type WireOptions, type WireRequest } from './wire.ts';

type Shop = Awaited<ReturnType<typeof createShop>>;

export interface HostileNode {
  readonly port: number;
  readonly keys: Shop['keys'];
  readonly applicationId: string;
  /** Keys of the flags that can be evaluated. */
  readonly flagKeys: readonly string[];
  /** Everything it has logged, line by line. */
  readonly logged: readonly string[];
  /** Sends a request by its parts, with the SDK key where nothing else is said. */
  ask(request: WireRequest & { key?: string | null }, options?: WireOptions): Promise<WireAnswer>;
  close(): Promise<void>;
}

/** Adds to the data before the node loads it. */
export type AddData = (
  ctx: Context,
  shop: { organizationId: string; applicationId: string },
  database: Database,
) => Promise<unknown>;

/** A node on a database of its own, as it is served, whose log can be read. */
export async function startHostileNode(
  postgresUrl: string,
  addData: AddData = () => Promise.resolve(),
): Promise<HostileNode> {
  const { url, drop } = await createTestDatabase(postgresUrl);
  const database = createDatabase({ url, maxConnections: 4 });
  const { keys, flagKeys, applicationId } = await createShop(database, addData);
  const replica = createReplica({ database, regex, report: () => undefined });
  await replica.start();
  const { lines: logged, stream } = collectLines();
  const app = await startApp({ replica, log: createLogger('test', 'debug', stream) });
  const port = Number(new URL(app.url).port);
  return {
    port,
    keys,
    flagKeys,
    applicationId,
    logged,
    async ask({ key = keys.sdk, headers = [], ...request }, options = {}) {
      const all = key === null ? headers : [['x-sdk-key', key] as const, ...headers];
      const isHead = request.method === 'HEAD';
      const bytes = toBytes({ ...request, headers: all });
      const [answer] = await exchange(port, bytes, { isHead, ...options });
      if (!answer) throw new Error(`No answer to ${request.method} ${request.path}`);
      return answer;
    },
    async close() {
      await app.close();
      await replica.close();
      await database.$disconnect();
      await drop();
    },
  };
}

async function createShop(database: Database, addData: AddData) {
  const ctx = createTestContext(database);
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const shop = { organizationId, applicationId };
  const flagKeys = await createFlags(ctx, shop);
  await addData(ctx, shop, database);
  const { id: foreignId } = await createOrganization(ctx, { name: 'Other' });
  const foreign = await createApplication(ctx, { organizationId: foreignId, name: 'Other' });
  const other = await createApplication(ctx, { organizationId, name: 'Other' });

  const createKey = (given: Partial<CreateApiKeyInput> = {}) =>
    createApiKey(ctx, { ...shop, kind: 'sdk', name: 'Key', tag: 'test', ...given });
  const revoked = await createKey();
  await revokeApiKey(ctx, { organizationId, keyId: revoked.id });
  const past = { ...ctx, now: () => new Date(Date.now() - 60_000) };
  const expired = await createApiKey(past, {
    ...shop,
    kind: 'sdk',
    name: 'Key',
    tag: 'test',
    expiresAt: new Date(Date.now() - 1_000),
  });
  const keys = {
    sdk: (await createKey()).secret,
    server: (await createKey({ kind: 'server' })).secret,
    bound: (await createKey({ environment: 'production' })).secret,
    expired: expired.secret,
    revoked: revoked.secret,
    otherApplication: (await createKey({ applicationId: other.id })).secret,
    otherOrganization: (await createKey({ organizationId: foreignId, applicationId: foreign.id }))
      .secret,
  };
  return { keys, flagKeys, applicationId };
}

function collectLines() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, stream };
}
