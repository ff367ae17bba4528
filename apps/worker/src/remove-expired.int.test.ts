import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createOrganization } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { removeExpired } from './remove-expired.ts';

let database: Database;
let dropDatabase: () => Promise<void>;
let organizationId: string;
const userId = crypto.randomUUID();

const nowMs = Date.parse('2026-06-02T00:00:00Z');
const now = new Date(nowMs);
const later = new Date(nowMs + 1);

beforeAll(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  database = createDatabase({ url, maxConnections: 4 });
  const ctx = createTestContext(database);
  ({ id: organizationId } = await createOrganization(ctx, { name: 'Acme' }));
  await database.user.create({
    data: {
      id: userId,
      email: 'ada@example.com',
      name: 'Ada',
      passwordHash: 'none',
      createdAt: now,
    },
  });
});

afterAll(async () => {
  await database.$disconnect();
  await dropDatabase();
});

const session = (expiresAt: Date, revokedAt: Date | null = null) => ({
  id: crypto.randomUUID(),
  userId,
  rotatedAt: now,
  createdAt: now,
  expiresAt,
  revokedAt,
});

const link = (expiresAt: Date) => ({
  id: crypto.randomUUID(),
  kind: 'password_reset' as const,
  hash: crypto.getRandomValues(new Uint8Array(32)),
  userId,
  createdAt: now,
  expiresAt,
});

const idempotencyKey = (createdAt: Date) => ({
  organizationId,
  userId,
  key: crypto.randomUUID(),
  fingerprint: new Uint8Array(32),
  createdAt,
});

test('what has had its time goes, more of it than one batch, and the rest stays', async () => {
  const live = [session(later), session(later, now)];
  const over = Array.from({ length: 2_001 }, () => session(now));
  await database.session.createMany({ data: [...live, ...over, session(now, now)] });
  const usable = link(later);
  await database.oneTimeLink.createMany({ data: [usable, link(now)] });
  const recent = idempotencyKey(new Date('2026-06-01T00:00:00.001Z'));
  const old = idempotencyKey(new Date('2026-06-01T00:00:00Z'));
  await database.idempotencyKey.createMany({ data: [recent, old] });
  // Two workers at once.
  const removed = await Promise.all([
    removeExpired(database, nowMs),
    removeExpired(database, nowMs),
  ]);
  expect(removed[0] + removed[1]).toBe(2_004);
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted();
  expect(ids(await database.session.findMany())).toEqual(ids(live));
  expect(ids(await database.oneTimeLink.findMany())).toEqual([usable.id]);
  expect(await database.idempotencyKey.findMany()).toMatchObject([{ key: recent.key }]);
  expect(await removeExpired(database, nowMs)).toBe(0);
});
