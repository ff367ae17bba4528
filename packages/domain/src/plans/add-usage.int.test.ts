import { randomInt } from 'node:crypto';

import { dayAt } from '@halyard/contracts';
import { readEvaluations } from '@halyard/database';
import fc from 'fast-check';
import { test } from 'vitest';

import { addUsage } from '../fixtures/add-usage.ts';
import { useDatabase } from '../fixtures/use-database.ts';
import { createOrganization } from '../organizations/create.ts';

const domain = useDatabase();

const days = ['2026-10-30', '2026-10-31', '2026-11-01'];

/** Batches of one start of a node: which organization of two used how much on which day. */
const batches = fc.array(
  fc.array(
    fc.record({
      owner: fc.constantFrom(0, 1),
      day: fc.constantFrom(...days),
      evaluations: fc.integer({ min: 1, max: 1_000_000 }),
    }),
    { maxLength: 4 },
  ),
  { minLength: 1, maxLength: 6 },
);

/** In which order batches arrive: any, and any number of times beside the once they must. */
const arrivals = batches.chain((sent) => {
  const numbers = sent.map((_, index) => index);
  const again = fc.array(fc.constantFrom(...numbers), { maxLength: 8 });
  return again
    .chain((more) => {
      const all = [...numbers, ...more];
      return fc.shuffledSubarray(all, { minLength: all.length });
    })
    .map((order) => ({ sent, order }));
});

const property = fc.asyncProperty(arrivals, async ({ sent, order }) => {
  const organizations = [
    await createOrganization(domain.ctx, { name: 'One' }),
    await createOrganization(domain.ctx, { name: 'Other' }),
  ];
  const boot = crypto.randomUUID();
  const arrive = (index: number) =>
    addUsage(domain.ctx, {
      node: 'a',
      boot,
      n: index + 1,
      usage: sent[index]!.map(({ owner, ...used }) => ({
        organizationId: organizations[owner]!.id,
        ...used,
      })),
    });
  // Two at a time: workers may be several.
  for (let at = 0; at < order.length; at += 2) {
    await Promise.all(order.slice(at, at + 2).map(arrive));
  }
  for (const [owner, { id: organizationId }] of organizations.entries()) {
    const sum = (beginning: string) =>
      sent
        .flat()
        .filter((one) => one.owner === owner && one.day.startsWith(beginning))
        .reduce((total, { evaluations }) => total + evaluations, 0);
    for (const month of ['2026-10', '2026-11']) {
      if ((await readEvaluations(domain.database, organizationId, month)) !== sum(month))
        return false;
    }
    const rows = await domain.database.dailyUsage.findMany({ where: { organizationId } });
    const kept = new Map(rows.map(({ day, evaluations }) => [dayAt(day.getTime()), evaluations]));
    if (days.some((day) => Number(kept.get(day) ?? 0) !== sum(day))) return false;
  }
  return true;
});

test.each([20_261_123, randomInt(2 ** 31)])(
  'in whatever order and however often batches come, a day’s and a month’s evaluations are their sum (seed %i)',
  (seed) => fc.assert(property, { seed, numRuns: 25 }),
);
