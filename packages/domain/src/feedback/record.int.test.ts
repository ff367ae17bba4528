import { randomInt } from 'node:crypto';

import type { FeedbackBatch } from '@halyard/contracts';
import { addLatency, createLatencySketch, encodeLatencies } from '@halyard/sketches';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { lastSaid, type Said } from '../fixtures/feedback/last-said.ts';
import { batchDrafts, type BatchDraft } from '../fixtures/feedback/random-batches.ts';
import { asMember, createShop } from '../fixtures/shop.ts';
import { useDatabase } from '../fixtures/use-database.ts';
import { deleteOrganization } from '../organizations/delete.ts';
import { recordFeedback } from './record.ts';

const domain = useDatabase();

/** Which batches arrive together, call after call: each once at least, some again, in any order. */
const arrivals = batchDrafts.chain((drafts) => {
  const places = drafts.map((_, place) => place);
  const again = fc.array(fc.constantFrom(...places), { maxLength: 8 });
  const size = fc.integer({ min: 1, max: 4 });
  return fc.record({
    drafts: fc.constant(drafts),
    calls: fc.tuple(again, size).chain(([more, most]) => {
      const all = [...places, ...more];
      return fc
        .shuffledSubarray(all, { minLength: all.length })
        .map((order) => inPieces(order, most));
    }),
  });
});

type Arrivals = typeof arrivals extends fc.Arbitrary<infer T> ? T : never;

const inPieces = <T>(items: readonly T[], size: number): T[][] =>
  items.length === 0 ? [] : [items.slice(0, size), ...inPieces(items.slice(size), size)];

const toBatch = (draft: BatchDraft, organizationId: string): FeedbackBatch => ({
  id: crypto.randomUUID(),
  organizationId,
  ...draft,
});

const hourMs = 3_600_000;

/** Counts as they must be, by where they are kept. */
function recount(said: readonly Said[]): Record<string, object> {
  const placeOf = (one: Said) => {
    const hour = new Date(Math.floor(one.evaluatedAtMs / hourMs) * hourMs).toISOString();
    return [one.flagId, hour, one.environment, one.applicationId, one.value, one.reporter].join();
  };
  const countAt = (place: string) => count(said.filter((one) => placeOf(one) === place));
  return Object.fromEntries(said.map(placeOf).map((place) => [place, countAt(place)]));
}

function count(said: readonly Said[]) {
  const latenciesUs = said.flatMap(({ latencyUs }) => latencyUs ?? []);
  const sketch = createLatencySketch();
  for (const latencyUs of latenciesUs) addLatency(sketch, latencyUs / 1_000);
  return {
    successes: said.filter(({ result }) => result).length,
    failures: said.filter(({ result }) => !result).length,
    latencies: latenciesUs.length,
    latencyUs: latenciesUs.reduce((sum, latencyUs) => sum + latencyUs, 0),
    sketch: Buffer.from(encodeLatencies(sketch)).toString('hex'),
  };
}

/** Counts as they are, but for those of nothing. */
async function readCounts(organizationId: string): Promise<Record<string, object>> {
  const rows = await domain.database.feedbackCount.findMany({ where: { organizationId } });
  const counts = rows.map(
    (row) =>
      [
        [
          row.flagId,
          row.hour.toISOString(),
          row.environment,
          row.applicationId,
          row.value,
          row.reporter,
        ].join(),
        {
          successes: Number(row.successes),
          failures: Number(row.failures),
          latencies: Number(row.latencies),
          latencyUs: Number(row.latencyUs),
          sketch: Buffer.from(row.latencySketch).toString('hex'),
        },
      ] as const,
  );
  return Object.fromEntries(
    counts.filter(([, { successes, failures }]) => successes + failures !== 0),
  );
}

async function checkCounts({ drafts, calls }: Arrivals): Promise<void> {
  const { organizationId } = await createShop(domain.ctx);
  const batches = drafts.map((draft) => toBatch(draft, organizationId));
  const arrive = (call: readonly number[]) =>
    recordFeedback(
      domain.ctx,
      call.map((place) => batches[place]!),
    );
  // Three at a time: workers may be several.
  for (const together of inPieces(calls, 3)) await Promise.all(together.map(arrive));
  expect(await readCounts(organizationId)).toEqual(recount(lastSaid(batches)));
}

test.each([20_261_123, randomInt(2 ** 31)])(
  'in whatever order, however often and at once batches come, each evaluation counts by its last report (seed %i)',
  (seed) => fc.assert(fc.asyncProperty(arrivals, checkCounts), { seed, numRuns: 12 }),
);

const draft: BatchDraft = {
  applicationId: crypto.randomUUID(),
  reporter: 'trusted',
  receivedAtMs: Date.UTC(2026, 10, 23),
  reports: [
    {
      evaluationId: crypto.randomUUID(),
      evaluatedAtMs: Date.UTC(2026, 10, 23),
      flagId: crypto.randomUUID(),
      environment: 'production',
      value: true,
      result: false,
      latencyUs: 142_000,
      errorType: 'TIMEOUT',
    },
  ],
};

test('the last report is kept as it was made', async () => {
  const { organizationId } = await createShop(domain.ctx);
  const batch = toBatch(draft, organizationId);
  await recordFeedback(domain.ctx, [batch]);
  const [report] = draft.reports;
  expect(await domain.database.feedback.findMany({ where: { organizationId } })).toEqual([
    {
      organizationId,
      evaluationId: report!.evaluationId,
      evaluatedAt: new Date(report!.evaluatedAtMs),
      flagId: report!.flagId,
      environment: 'production',
      applicationId: draft.applicationId,
      value: true,
      result: false,
      latencyUs: 142_000n,
      errorType: 'TIMEOUT',
      reporter: 'trusted',
      reportedAt: new Date(draft.receivedAtMs),
      reportedBy: `${batch.id}/000000`,
    },
  ]);
});

test('an organization that is gone leaves nothing, and holds up no other', async () => {
  const [gone, other] = [await createShop(domain.ctx), await createShop(domain.ctx)];
  await deleteOrganization(domain.ctx, { organizationId: gone.organizationId, confirm: 'Acme' });
  await recordFeedback(domain.ctx, [
    toBatch(draft, gone.organizationId),
    toBatch(draft, other.organizationId),
  ]);
  const where = { organizationId: gone.organizationId };
  expect(await domain.database.feedback.count({ where })).toBe(0);
  expect(await readCounts(gone.organizationId)).toEqual({});
  expect(Object.values(await readCounts(other.organizationId))).toMatchObject([{ failures: 1 }]);
});

test('no member may write feedback', async () => {
  const { organizationId } = await createShop(domain.ctx);
  const owner = asMember(domain.ctx, organizationId, 'OWNER');
  await expect(recordFeedback(owner, [toBatch(draft, organizationId)])).rejects.toMatchObject({
    code: 'forbidden',
  });
});
