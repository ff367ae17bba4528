import { expect, test } from 'vitest';

import { useDatabase } from '../fixtures/use-database.ts';
import { createOrganization } from '../organizations/create.ts';
import { withTransaction, type Transaction } from './with-transaction.ts';

const domain = useDatabase();

const lock = ({ db }: Transaction, id: string) =>
  db.$queryRaw`SELECT 1 FROM organization WHERE id = ${id}::uuid FOR UPDATE`;

test('a transaction that loses to a deadlock is tried again, and tells nodes once', async () => {
  const [one, other] = [
    await createOrganization(domain.ctx, { name: 'One' }),
    await createOrganization(domain.ctx, { name: 'Other' }),
  ];
  const sent: string[] = [];
  const ctx = {
    ...domain.ctx,
    hints: {
      ...domain.ctx.hints,
      send: async (hint: object) => void sent.push(JSON.stringify(hint)),
    },
  };
  let waiting = 0;
  let tries = 0;
  let release: () => void;
  const bothHoldOne = new Promise<void>((resolve) => {
    release = resolve;
  });
  const lockBoth = (first: string, second: string) =>
    withTransaction(ctx, async (tx) => {
      tries++;
      await lock(tx, first);
      if (++waiting === 2) release();
      await bothHoldOne;
      tx.hints.push({ organization_id: first, seq: 1 });
      await lock(tx, second);
    });
  await Promise.all([lockBoth(one.id, other.id), lockBoth(other.id, one.id)]);
  expect(tries).toBe(3);
  expect(sent).toHaveLength(2);
});
