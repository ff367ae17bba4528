import type { Transaction as DatabaseTransaction } from '@halyard/database';
import { beforeEach, expect, test, vi } from 'vitest';

import { createTelemetryBatch } from '../fixtures/create-telemetry-batch.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { noteClients } from './clients/note-clients.ts';
import { recordUnknownFlags } from './unknown-flags/record-unknown-flags.ts';

const domain = useDomain();
/** More than a list has room for: either of the first two falls off it unless it is written again. */
const names = ['x', 'y', 'z1', 'z2', ...Array.from({ length: 1_000 }, (_, n) => `${n}`)];
const past = new Date('2026-01-01T00:00:00Z');
const keyId = crypto.randomUUID();

type Write = (db: DatabaseTransaction, written: string[]) => Promise<void>;

const unknownFlags: Write = (db, written) => {
  const unknown = written.map((key) => ({ key, count: 1 }));
  const batch = createTelemetryBatch(domain.shop, keyId);
  const tx = { db, ctx: domain.ctx, hints: [] };
  return recordUnknownFlags(tx, [{ ...batch, unknownFlags: unknown }]);
};
const clients: Write = (db, written) => {
  const { organizationId, applicationId } = domain.shop;
  const tx = { db, ctx: domain.ctx, hints: [] };
  return noteClients(tx, [{ organizationId, applicationId, keyId, names: written }]);
};

beforeEach(async () => {
  const { organizationId, applicationId } = domain.shop;
  const whose = { organizationId, applicationId };
  await domain.database.unknownFlag.createMany({
    data: names.map((key, n) => {
      const count = n < 2 ? 1 : 10;
      return { ...whose, key, count, firstSeenAt: past, lastSeenAt: past };
    }),
  });
  await domain.database.clientName.createMany({
    data: names.map((name, n) => {
      const lastSeenAt = new Date(past.getTime() + n);
      return { ...whose, keyId, name, lastSeenAt };
    }),
  });
});

const waiting = () => domain.database.$queryRaw<unknown[]>`
  SELECT FROM pg_stat_activity
  WHERE wait_event_type = 'Lock' AND datname = current_database()`;

test.each([
  ['keys that no flag has', unknownFlags],
  ['names of clients', clients],
])(
  'two workers that keep the same list of %s to its length wait for each other, and no longer',
  async (_, write) => {
    const { database } = domain;
    let written: Promise<unknown> | undefined;
    // Both are stopped when they have written what the other will take from the list.
    await database.$transaction(async (db) => {
      await db.$executeRaw`SELECT FROM unknown_flag WHERE key IN ('z1', 'z2') FOR UPDATE`;
      await db.$executeRaw`SELECT FROM client_name WHERE name IN ('z1', 'z2') FOR UPDATE`;
      const worker = (given: string[]) => database.$transaction((db) => write(db, given));
      written = Promise.all([worker(['x', 'z1']), worker(['y', 'z2'])]);
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(2), 5_000);
    });
    await written;
  },
);
