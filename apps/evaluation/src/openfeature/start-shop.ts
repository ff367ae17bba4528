import {
  createStreamTokens,
  generateEvaluationSecrets,
  parseEvaluationSecrets,
} from '@halyard/auth';
import { OfrepEvaluation, OfrepEvaluations, OfrepFailure } from '@halyard/contracts';
import { createDatabase } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  type Context,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createReplica } from '@halyard/replica';
import { z } from 'zod';

import { startApp } from '../testing/start-app.ts';
import { shopFlags } from './shop-flags.ts';

/** By which the shop's event streams are announced. */
export const streamTokens = createStreamTokens({
  secrets: parseEvaluationSecrets(generateEvaluationSecrets()),
  now: Date.now,
});

export interface StartedShop {
  /** Where the app is. */
  url: string;
  /** A key of the shop's application. */
  key: string;
  /** For verbs. */
  ctx: Context;
  organizationId: string;
  close(): Promise<void>;
}

/** The app on PostgreSQL, with two organizations; nodes without `matches`, which breaks a flag. */
export async function startShop(postgresUrl: string): Promise<StartedShop> {
  const { url: databaseUrl, drop } = await createTestDatabase(postgresUrl);
  const database = createDatabase({ url: databaseUrl, maxConnections: 4 });
  const ctx = createTestContext(database);
  const shop = await createShop(ctx, shopFlags);
  await createShop(ctx, { foreign: { environments: { production: { enabled: true } } } });
  const replica = createReplica({ database, report: () => undefined, pollIntervalMs: 20 });
  await replica.start();
  const app = await startApp({ replica, mintStreamToken: streamTokens.mint });
  return {
    ...shop,
    url: app.url,
    ctx,
    async close() {
      await app.close();
      await replica.close();
      await database.$disconnect();
      await drop();
    },
  };
}

async function createShop(ctx: Context, flags: Record<string, object>) {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const shop = { organizationId, applicationId };
  for (const [key, fields] of Object.entries(flags)) {
    await createFlag(ctx, { ...shop, key, fields: { name: key, ...fields } });
  }
  const named = { kind: 'sdk', name: 'Key', tag: 'test' } as const;
  const { secret } = await createApiKey(ctx, { ...shop, ...named });
  return { organizationId, key: secret };
}

const Answer = z.union([OfrepEvaluation, OfrepEvaluations, OfrepFailure]);

/** A `fetch` for clients that notes what goes over the wire. */
export function createRecorder() {
  const statuses: number[] = [];
  const misshapen: unknown[] = [];

  async function recordedFetch(...request: Parameters<typeof fetch>): Promise<Response> {
    const response = await fetch(...request);
    if (response.status !== 304) {
      const body: unknown = await response.clone().json();
      if (!Answer.safeParse(body).success) misshapen.push(body);
    }
    statuses.push(response.status);
    return response;
  }

  return {
    statuses,
    fetch: recordedFetch,
    /** Throws where a body was none of OFREP's. */
    check() {
      if (misshapen.length > 0) throw new Error(`Not OFREP: ${JSON.stringify(misshapen)}`);
    },
  };
}
