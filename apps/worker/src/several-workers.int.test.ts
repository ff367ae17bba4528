import { hash } from 'node:crypto';

import type { TelemetryBatch } from '@halyard/contracts';
import { createFlag, toggleFlag } from '@halyard/domain';
import { readUniqueUsers } from '@halyard/domain/read';
import type { Registry } from '@halyard/http';
import { beforeAll, expect, test, vi } from 'vitest';

import { createWorkerKit, type WorkerKit } from './testing/worker-kit.ts';

let kit: WorkerKit;
let metrics: Registry[];

beforeAll(async () => {
  kit = await createWorkerKit();
  metrics = [kit.metrics, await kit.startAnother()];
  return kit.close;
});

const numbers = Array.from({ length: 5 }, (_, n) => n);

test('of two workers one does each thing that comes or is due', async () => {
  const { organizationId } = kit.key;
  const base = await create('base', {});
  const top = await create('top', { prerequisites: [{ flag: base.id }] });
  const off = { organizationId, flagId: base.id, environment: 'production', enabled: false };
  await toggleFlag(kit.ctx, off);
  const soon = new Date(Date.now() + 500).toISOString();
  const schedule = { scheduled_end_at: soon, auto_disable_after_end: true };
  const ended = await Promise.all([1, 2, 3].map((n) => create(`ends-${n}`, {}, schedule)));
  const telemetry = kit.queues.createProducer('telemetry');
  await Promise.all(numbers.map((n) => telemetry.add(createBatch(base.id, n))));

  const due = [top, ...ended].map(({ id }) => id).toSorted();
  const done = {
    told: due,
    versions: ended.map(() => 2),
    evaluations: numbers.length,
    users: numbers.length,
  };
  const flagIds = ended.map(({ id }) => id);
  await vi.waitFor(async () => expect(await readDone(base.id, flagIds)).toEqual(done), 10_000);
  // Each has looked for what is due once more.
  const turns = await readTurns();
  await vi.waitFor(async () => {
    for (const [n, count] of (await readTurns()).entries())
      expect(count).toBeGreaterThan(turns[n]!);
  }, 10_000);
  expect(await readDone(base.id, flagIds)).toEqual(done);
});

const create = (key: string, production: object, fields: object = {}) =>
  createFlag(kit.ctx, {
    organizationId: kit.key.organizationId,
    applicationId: null,
    key,
    fields: {
      name: key,
      environments: { production: { enabled: true, ...production } },
      ...fields,
    },
  });

function createBatch(flagId: string, n: number): TelemetryBatch {
  const atMs = Date.now();
  const user = hash('sha256', `user ${n}`).slice(0, 16);
  return {
    id: crypto.randomUUID(),
    organizationId: kit.key.organizationId,
    applicationId: crypto.randomUUID(),
    reporter: 'trusted',
    receivedAtMs: atMs,
    evaluations: [{ flagId, environment: 'production', atMs, user, result: true }],
    errors: [],
    unknownFlags: [],
  };
}

/** Which flags streams were told of, how many versions the ended have, what was counted of one. */
async function readDone(flagId: string, ended: readonly string[]) {
  const { database } = kit;
  const { organizationId } = kit.key;
  const derived = await database.change.findMany({ where: { organizationId, kind: 'derived' } });
  const versions = ended.map((id) => database.flagVersion.count({ where: { flagId: id } }));
  const counted = await database.flagCount.aggregate({ _sum: { count: true }, where: { flagId } });
  const hours = { from: new Date(Date.now() - 7_200_000), until: new Date() };
  const users = await readUniqueUsers(database, { organizationId, flagId, ...hours });
  return {
    told: derived
      .flatMap(({ document }) => (document as { flag_ids: string[] }).flag_ids)
      .toSorted(),
    versions: await Promise.all(versions),
    evaluations: Number(counted._sum.count),
    users: users.trusted?.total,
  };
}

/** How often each worker has looked for what has ended. */
const readTurns = (): Promise<number[]> =>
  Promise.all(
    metrics.map(async (registry) => {
      const { values } = (await registry.getSingleMetric('halyard_timer_turns_total')?.get()) ?? {};
      const found = values?.find(({ labels }) => labels['timer'] === 'disable-ended-flags');
      return found?.value ?? 0;
    }),
  );
