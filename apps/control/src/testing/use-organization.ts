import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { createSealer, type Member } from '@halyard/auth';
import { tokenRoutes } from '@halyard/contracts';
import { createDatabase } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import type { Context } from '@halyard/domain';
import {
  createOrganizationWithMembers,
  createTestContext,
  type MadeOrganization,
} from '@halyard/domain/testing';
import {
  createDispatch,
  createExpressApp,
  createLogger,
  listen,
  type MaybeMember,
} from '@halyard/http';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';

import type { AccountMail } from '../mail/account-mail.ts';
import { createMemberHandlers } from '../member-handlers.ts';
import { createAsk, type Ask } from './ask.ts';
import { createMailbox } from './mailbox.ts';

interface Served extends MadeOrganization {
  ctx: Context;
  url: string;
  ask: Ask;
}

/** The routes of members on a port of their own, and a new organization for every test. */
export function useOrganization() {
  const served = {} as Served;
  const mailbox = createMailbox();
  const closers: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    const database = createDatabase({ url, maxConnections: 5 });
    served.ctx = createTestContext(database);
    const server = await serve(served.ctx, mailbox.mail);
    served.url = `http://127.0.0.1:${server.port}`;
    served.ask = createAsk(served.url);
    closers.push(server.close, () => database.$disconnect(), drop);
  });
  beforeEach(async () => {
    Object.assign(served, await createOrganizationWithMembers(served.ctx));
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });
  return Object.assign(served, {
    mailbox,
    createOther: () => createOrganizationWithMembers(served.ctx),
    /** A path below the organization's. */
    at: (path = '') => `/api/organizations/${served.organizationId}${path}`,
  });
}

/** Whoever a header says asks is believed. */
const authenticate = ({ headers }: IncomingMessage): MaybeMember =>
  JSON.parse(String(headers['x-test-member'])) as Member;

function serve(ctx: Context, mail: AccountMail) {
  const log = createLogger('test', 'silent');
  const ctxFor = ({ caller }: { caller: Member }): Context => ({ ...ctx, actor: caller });
  const webhookSealer = createSealer(randomBytes(32), 'webhooks');
  const handlers = createMemberHandlers({ ctxFor, webhookSealer, mail, log });
  const dispatch = createDispatch({ routes: tokenRoutes, handlers, authenticate, log });
  const app = createExpressApp({ routes: tokenRoutes, dispatches: [dispatch], log });
  return listen(app, { host: '127.0.0.1', port: 0, attempts: 1, graceMs: 1_000 });
}
