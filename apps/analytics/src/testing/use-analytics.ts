import {
  createAuditSigner,
  createAuditVerifier,
  generateAuditKey,
  type Member,
} from '@halyard/auth';
import { analyticsRoutes } from '@halyard/contracts';
import { createMemoryCounters } from '@halyard/coordination';
import { createFaultyDatabase, createTestDatabase } from '@halyard/database/testing';
import type { Context } from '@halyard/domain';
import {
  createOrganizationWithMembers,
  createTestContext,
  type MadeOrganization,
} from '@halyard/domain/testing';
import { createExpressApp, createLogger, listen } from '@halyard/http';
import { createTokens, type Tokens } from '@halyard/http/testing';
import { afterAll, beforeAll, inject } from 'vitest';

import { createAnalytics } from '../analytics.ts';
import { createAsk, type Ask } from './ask.ts';

interface Served extends MadeOrganization {
  url: string;
  ask: Ask;
  tokenOf: Tokens['tokenOf'];
  ctx: Context;
  /** Of the last reset, and how one can be made to fail. */
  faults: ReturnType<typeof createFaultyDatabase>;
}

/** The routes of analytics on a port of their own, and an organization, for the tests of a file. */
export function useAnalytics(given: { now?: () => number } = {}) {
  const served = {} as Served;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const { url: databaseUrl, drop } = await createTestDatabase(inject('postgresUrl'));
    const faults = createFaultyDatabase({ url: databaseUrl, maxConnections: 5 });
    const { database } = faults;
    const pem = generateAuditKey();
    const ctx = { ...createTestContext(database), auditSigner: createAuditSigner(pem) };
    const log = createLogger('test', 'silent');
    const { tokenOf, verifyToken } = createTokens(log);
    const { dispatch, close } = createAnalytics({
      database,
      counters: createMemoryCounters({ now: Date.now }),
      verifyToken,
      verifySignature: createAuditVerifier([pem]),
      log,
      ...given,
    });
    const app = createExpressApp({ routes: analyticsRoutes, dispatches: [dispatch], log });
    const server = await listen(app, { host: '127.0.0.1', port: 0, attempts: 1, graceMs: 1_000 });
    const url = `http://127.0.0.1:${server.port}`;
    closers.push(server.close, close, () => database.$disconnect(), drop);
    const organization = await createOrganizationWithMembers(ctx);
    Object.assign(served, { url, ask: createAsk(url, tokenOf), tokenOf, ctx, faults });
    Object.assign(served, organization);
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });

  return Object.assign(served, {
    createOther: () => createOrganizationWithMembers(served.ctx),
    /** In which a member acts, at a time of the test's own where one is given. */
    as: (actor: Member, at?: string): Context => ({
      ...served.ctx,
      actor,
      client: { ipAddress: '192.0.2.1', userAgent: 'Mozilla/5.0' },
      ...(at !== undefined && { now: () => new Date(at) }),
    }),
  });
}
