import { randomBytes } from 'node:crypto';

import { createTestCoordination } from '@halyard/coordination/testing';
import { createDatabase } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createOrganization } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createSealedBases, type SealedBases } from '@halyard/replica';
import { expect, inject, onTestFinished, test } from 'vitest';

import { keepBases } from './keep-bases.ts';

test('of several workers one writes each base, and none within half a minute after', async () => {
  const { url: databaseUrl, drop } = await createTestDatabase(inject('postgresUrl'));
  const database = createDatabase({ url: databaseUrl, maxConnections: 4 });
  const ctx = createTestContext(database);
  const { open } = createTestCoordination('Redis', { databaseUrl, redisUrl: inject('redisUrl') });
  const nodes = [open(), open()];
  onTestFinished(async () => {
    for (const node of nodes) await node.close();
    await database.$disconnect();
    await drop();
  });
  const written: string[] = [];
  const key = randomBytes(32);
  const keepAll = () =>
    Promise.all(
      nodes.map(({ bases: kept, leases }) => {
        const bases = createSealedBases({ bases: kept!, key });
        const put: SealedBases['put'] = (snapshot) => {
          written.push(snapshot.organization.name);
          return bases.put(snapshot);
        };
        return keepBases({ database, bases: { ...bases, put }, leases, now: () => 5 });
      }),
    );

  for (const name of ['Acme', 'Umbrella']) await createOrganization(ctx, { name });
  await keepAll();
  await createOrganization(ctx, { name: 'Hooli' });
  await keepAll();
  expect(written.toSorted()).toEqual(['Acme', 'Umbrella']);
  const saved = await createSealedBases({ bases: nodes[1]!.bases!, key }).read(() => undefined);
  expect([...saved.organizations].map(({ organization }) => organization.name).toSorted()).toEqual(
    written.toSorted(),
  );
  expect(saved.lastContactMs).toBe(5);
});
