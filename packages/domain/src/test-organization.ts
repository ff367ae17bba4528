import type { Role } from '@halyard/auth';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';

import { createApplication } from './applications/create.ts';
import type { Context } from './context.ts';
import { createOrganization } from './organizations/create.ts';
import { createTestContext } from './testing.ts';

export interface TestDomain {
  url: string;
  database: Database;
  /** The system acts. */
  ctx: Context;
  close: () => Promise<void>;
}

/** A database of a test file's own, and a context on it. */
export async function openTestDomain(postgresUrl: string): Promise<TestDomain> {
  const { url, drop } = await createTestDatabase(postgresUrl);
  const database = createDatabase({ url, maxConnections: 4 });
  const close = async () => {
    await database.$disconnect();
    await drop();
  };
  return { url, database, ctx: createTestContext(database), close };
}

/** An organization with one application. */
export async function createShop(ctx: Context) {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  return { organizationId, applicationId };
}

/** The same context with a member of that role acting. */
export const asMember = (ctx: Context, organizationId: string, role: Role): Context => ({
  ...ctx,
  actor: { kind: 'member', userId: ctx.newId(), email: 'm@example.com', organizationId, role },
  client: { ipAddress: '192.0.2.1', userAgent: 'test' },
});

/** The last row of an organization's change log. */
export const lastChange = (database: Database, organizationId: string) =>
  database.change.findFirstOrThrow({ where: { organizationId }, orderBy: { seq: 'desc' } });

/** What the last audit entry of an organization says. */
export async function lastAudited(database: Database, organizationId: string) {
  const { canonical } = await database.auditEntry.findFirstOrThrow({
    where: { organizationId },
    orderBy: { seq: 'desc' },
  });
  return JSON.parse(canonical) as Record<string, unknown>;
}

/** What a write that does nothing leaves as it was. */
export async function headOf(database: Database, organizationId: string) {
  const { seq, auditSeq } = await database.changeHead.findUniqueOrThrow({
    where: { organizationId },
  });
  return { seq: Number(seq), auditSeq: Number(auditSeq) };
}
