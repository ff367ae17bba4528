import { expect, test, vi } from 'vitest';

import { useInstallation } from './installation/use-installation.ts';
import { createBatch, failForGood } from './poison/dead-letters.ts';
import { addUp, countRows, readTotals, type Totals } from './poison/totals.ts';
import { createWorld, type Sender } from './reports/world.ts';

const kit = useInstallation('PostgreSQL');
const patience = { timeout: 20_000, interval: 20 };
const hourMs = 3_600_000;

async function createSender(): Promise<Sender> {
  const [sender] = await createWorld(kit.ctx, { organizations: 1, flags: 1 });
  await kit.catchUp(sender!.organizationId);
  return sender!;
}

async function report(sender: Sender, path: string, events: readonly unknown[]): Promise<Totals> {
  const { status, text } = await kit.post(path, sender.key, { events });
  expect(status, text).toBe(202);
  return JSON.parse(text) as Totals;
}

const good = { flag_key: 'flag-0', result: true };

test('what is bad, old, long or no text is accounted for, and what is good beside it counts', async () => {
  const sender = await createSender();
  const { organizationId } = sender;
  const bad = [null, 'text', [], { result: true }, { flag_key: 'flag-0', result: 'yes' }];
  const text = 'a\0b\ud800c';
  const broken = { error_type: text, error_message: text, stack_trace: text, trace_id: text };
  const odd = [
    { ...good, timestamp: '2001-01-01T00:00:00Z' },
    { ...good, id: text, variation: text, user_id: text, language: text, environment: text },
    { flag_key: 'flag-0', ...broken },
    { flag_key: text, result: true },
    { flag_key: 'flag-0', error_type: 'T', error_message: 'm', stack_trace: 'x'.repeat(5_000_000) },
  ];
  const receipts: Totals[] = [];
  for (const [index, one] of [...bad, ...odd].entries()) {
    const events = Array.from({ length: 100 }, (_, n) => (n === 10 * index ? one : good));
    receipts.push(await report(sender, '/api/telemetry', events));
  }
  await kit.drain();
  const sums = addUp(receipts);
  expect(sums).toEqual({ accepted: 994, rejected: 5, unknown_flags: 1 });
  const { accepted, unknown_flags } = sums;
  expect(await readTotals(kit.database, organizationId)).toEqual({ accepted, unknown_flags });
  const [first] = await kit.database.flagCount.findMany({
    where: { organizationId },
    orderBy: { hour: 'asc' },
  });
  expect(first!.hour.getTime()).toBe(kit.nowMs - (kit.nowMs % hourMs));
  const errors = await kit.database.errorEvent.findMany({ where: { organizationId } });
  const kept = errors.map(({ type, stack }) => `${type}: ${stack}`).toSorted();
  const cleaned = 'ab\ufffdc';
  expect(kept).toEqual([`T: ${'x'.repeat(8_000)}`, `${cleaned}: ${cleaned}`]);
});

test('jobs that always fail hold nobody up, are listed, and count once when they are replayed and can be', async () => {
  const sender = await createSender();
  const { organizationId } = sender;
  const refused = sqlFor('refused');
  await kit.database.$executeRawUnsafe(refused.add);
  // Its digest cannot be one: no client could make it.
  const hopeless = createBatch(sender, { digest: 'z'.repeat(32) });
  const mendable = createBatch(sender, { variation: 'refused' });
  const producer = kit.queues.createProducer('telemetry');
  const letters = kit.queues.createDeadLetters();
  for (let n = 0; n < 20; n++) {
    await report(sender, '/api/telemetry', [good, good]);
    if (n === 5) await producer.add(hopeless, hopeless.id);
    if (n === 10) await producer.add(mendable, mendable.id);
  }
  const readAccepted = async () => (await readTotals(kit.database, organizationId)).accepted;
  await vi.waitUntil(async () => (await readAccepted()) === 40, patience);
  expect(await letters.count('telemetry')).toBe(0);

  await failForGood(kit, [hopeless.id, mendable.id]);
  const listed = await letters.list('telemetry', { limit: 10, offset: 0 });
  expect(listed.map(({ attempts }) => attempts)).toEqual([10, 10]);
  await kit.database.$executeRawUnsafe(refused.drop);
  expect(await letters.replayAll('telemetry')).toBe(2);
  await failForGood(kit, [hopeless.id]);
  await vi.waitUntil(async () => (await readAccepted()) === 41, patience);
  await letters.remove('telemetry', hopeless.id);
  await producer.add(mendable, mendable.id);
  await kit.drain();
  expect(await readAccepted()).toBe(41);
});

/** Has PostgreSQL refuse a variation, and take it again. */
const sqlFor = (variation: string) => ({
  add: `ALTER TABLE flag_count ADD CONSTRAINT poison CHECK (variation <> '${variation}')`,
  drop: 'ALTER TABLE flag_count DROP CONSTRAINT poison',
});

test('100 000 invented keys, languages, cities, environments, variations and users fill a bounded number of rows', async () => {
  const sender = await createSender();
  const { organizationId } = sender;
  const requests = 100;
  const perRequest = 1_000;
  const receipts: Totals[] = [];
  for (let request = 0; request < requests; request++) {
    const name = (n: number): string => `${request} ${n}`;
    const numbered = Array.from({ length: perRequest }, (_, n) => n);
    const keys = numbered.map((n) => ({ flag_key: `key ${name(n)}`, result: true }));
    const events = numbered.map((n) => ({
      ...good,
      variation: name(n),
      environment: name(n),
      user_id: name(n),
      language: `l${request}-${n}`,
      geolocation: { country: n % 2 === 0 ? 'DE' : name(n), city: `City ${name(n)}` },
    }));
    const errors = numbered.slice(0, 20).map((n) => ({
      flag_key: 'flag-0',
      error_type: `Type ${name(n)}`,
      error_message: 'It broke.',
    }));
    receipts.push(
      ...(await Promise.all([
        report(sender, '/api/telemetry/evaluations', keys),
        report(sender, '/api/telemetry/evaluations', events),
        report(sender, '/api/telemetry/errors', errors),
      ])),
    );
  }
  await kit.drain();
  const sums = addUp(receipts);
  expect(sums).toEqual({ accepted: 102_000, rejected: 0, unknown_flags: 100_000 });
  const { accepted, unknown_flags } = sums;
  expect(await readTotals(kit.database, organizationId)).toEqual({ accepted, unknown_flags });
  const rows = await countRows(kit.database, organizationId);
  // Names that are counted, and `(other)`.
  expect(rows).toMatchObject({ flagCount: 1, languageCount: 101, errorCount: 201 });
  expect(rows).toMatchObject({ unknownFlag: 1_001, countedName: 500 + 100 + 200 });
  // Of Germany, and of what is no country.
  expect(rows.placeCount).toBeLessThanOrEqual(500 + 2);
  expect(rows.hourlyUsers).toBeLessThanOrEqual(1 + 502 + 101);
  expect(rows.errorEvent).toBeLessThanOrEqual(200 + 100);
});
