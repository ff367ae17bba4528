import type { Member } from '@halyard/auth';
import { AppError, telemetryErrorRoutes, type FlagErrors } from '@halyard/contracts';
import { createDocumentCheck } from '@halyard/contracts/openapi/testing';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import type { Context } from '@halyard/domain';
import {
  createOrganizationWithMembers,
  createTestContext,
  type MadeOrganization,
} from '@halyard/domain/testing';
import { createExpressApp, createLogger, listen } from '@halyard/http';
import { createTokens } from '@halyard/http/testing';
import { afterAll, beforeAll, expect, inject } from 'vitest';

import { createFlagErrors } from '../errors/create-flag-errors.ts';

const log = createLogger('test', 'silent');
const { tokenOf, verifyToken } = createTokens(log);
const findUndocumented = createDocumentCheck(telemetryErrorRoutes);

interface Kit extends MadeOrganization {
  ctx: Context;
  url: string;
  /** Who has used up their minute. */
  spent: Set<string>;
}

/** The routes by which members look at errors, as they are served, and an organization. */
export function useFlagErrors() {
  const kit = { spent: new Set() } as Kit;
  const closers: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    const database = createDatabase({ url, maxConnections: 4 });
    const server = await serve(database, kit);
    closers.push(server.close, () => database.$disconnect(), drop);
    kit.url = `http://127.0.0.1:${server.port}`;
    kit.ctx = createTestContext(database);
    Object.assign(kit, await createOrganizationWithMembers(kit.ctx));
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });

  return Object.assign(kit, {
    /** Asks as a member, or with another credential; every answer is as the OpenAPI document says. */
    async ask(who: Member | string, path: string) {
      const authorization = `Bearer ${typeof who === 'string' ? who : tokenOf(who)}`;
      const answer = await fetch(kit.url + path, { headers: { authorization } });
      const { status, headers } = answer;
      const body = (await answer.json()) as FlagErrors & { error?: string };
      const exchanged = { method: 'GET', path: path.split('?')[0]!, status, answer: body };
      expect(findUndocumented(exchanged)).toEqual([]);
      return { status, headers, body };
    },
  });
}

function serve(database: Database, { spent }: Pick<Kit, 'spent'>) {
  const startedAtMs = Date.now();
  const now = (): number => startedAtMs;
  const admit = async (userId: string): Promise<void> => {
    if (spent.has(userId)) throw new AppError('rate_limited', 'Too many requests.');
  };
  const { dispatch } = createFlagErrors({ database, admit, verifyToken, log, now });
  const app = createExpressApp({ routes: telemetryErrorRoutes, dispatches: [dispatch], log });
  return listen(app, { host: '127.0.0.1', port: 0, attempts: 1, graceMs: 1_000 });
}
