import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';

import { nowMs, useTelemetry } from '../testing/use-telemetry.ts';

const kit = useTelemetry();
const good = { flag_key: 'checkout', result: true };
const receiptOf = (accepted: number, rejected: number, unknown_flags: number) => ({
  status: 202,
  json: { accepted, rejected, unknown_flags },
});

beforeAll(async () => {
  await kit.createFlag('checkout');
  await kit.catchUp();
});

test('one bad event among 100 fails none of the others', async () => {
  const events: unknown[] = Array.from({ length: 99 }, () => good);
  for (const bad of [null, {}, [], 'text', { flag_key: {}, result: true }]) {
    const answer = await kit.post('/api/telemetry', { events: events.toSpliced(50, 0, bad) });
    expect(answer).toMatchObject(receiptOf(99, 1, 0));
  }
});

test('an event of 2001 is of now', async () => {
  const old = { ...good, timestamp: '2001-01-01T00:00:00Z' };
  const { evaluations } = await kit.report('/api/telemetry', { events: [old] });
  expect(evaluations[0]!.atMs).toBe(nowMs);
});

test('a stack of 5 MB is cut, and so is every text that is kept', async () => {
  const huge = 'x'.repeat(5_000_000);
  const event = { flag_key: 'checkout', error_type: huge.slice(0, 1_000), error_message: 'm' };
  const { errors } = await kit.report('/api/telemetry/errors', {
    events: [{ ...event, stack_trace: huge, trace_id: 'y'.repeat(1_000) }],
  });
  expect(errors[0]!.stack).toHaveLength(8_000);
  expect(errors[0]!.type).toHaveLength(200);
  expect(errors[0]!.traceId).toHaveLength(100);
});

test('U+0000 and lone surrogates do not come through', async () => {
  const text = 'a\0b\ud800c';
  const event = { flag_key: 'checkout', error_type: text, error_message: text, stack_trace: text };
  const { errors } = await kit.report('/api/telemetry/errors', { events: [event] });
  const cleaned = 'ab\ufffdc';
  expect(errors).toMatchObject([{ type: cleaned, message: cleaned, stack: cleaned }]);
});

test('invented names and keys are bounded, and each event is accounted for', async () => {
  const before = kit.added.length;
  const perRequest = 1_000;
  const requests = 5;
  for (let request = 0; request < requests; request++) {
    const events = Array.from({ length: perRequest }, (_, index) => {
      const invented = `name-${request}-${index}`.padEnd(200, 'x');
      const context = { language: invented, geolocation: { country: invented, city: invented } };
      const flag_key = index % 2 === 0 ? 'checkout' : invented;
      return { flag_key, result: true, variation: invented, environment: invented, context };
    });
    const answer = await kit.post('/api/telemetry', { events });
    expect(answer).toMatchObject(receiptOf(perRequest / 2, 0, perRequest / 2));
  }
  const added = new Set(kit.added.slice(before));
  const batches = await vi.waitUntil(() => {
    const arrived = kit.batches.filter(({ id }) => added.has(id));
    return arrived.length === added.size && arrived;
  });
  const names = batches.flatMap(({ evaluations }) =>
    evaluations.flatMap(({ environment, variation, country, city, language }) => [
      environment,
      variation,
      country,
      city,
      language,
    ]),
  );
  expect(new Set(names)).toEqual(new Set(['(other)']));
  const keys = batches.flatMap(({ unknownFlags }) => unknownFlags.map(({ key }) => key.length));
  expect(Math.max(...keys)).toBe(128);
});

test('whatever JSON is sent, each event is answered for, and nothing but what is documented', async () => {
  const anything = fc.jsonValue({ maxDepth: 2 });
  const event = fc.oneof(
    anything,
    fc.record(
      {
        flag_key: fc.oneof(fc.constant('checkout'), fc.string({ unit: 'binary' }), anything),
        result: fc.oneof(fc.boolean(), anything),
        error_type: fc.oneof(fc.string(), anything),
        error_message: fc.oneof(fc.string({ unit: 'binary' }), anything),
        context: anything,
        timestamp: fc.oneof(fc.double(), anything),
        evaluationId: fc.oneof(fc.uuid(), anything),
      },
      { requiredKeys: [] },
    ),
  );
  const body = fc.oneof(
    anything,
    event,
    fc.array(event, { maxLength: 10 }).chain((list) =>
      fc.constantFrom('events', 'evaluations', 'errors', 'feedbacks').map((name) => ({
        [name]: list,
      })),
    ),
  );
  const paths = ['/api/telemetry/evaluations', '/api/telemetry/errors', '/api/telemetry'];
  const others = ['/v1/events', '/v1/feedback/report', '/v1/feedback/bulk'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths, ...others), body, async (path, sent) => {
      const { status, json } = await kit.post(path, sent);
      expect([202, 204, 400]).toContain(status);
      if (status !== 202) return;
      const { accepted, rejected, unknown_flags } = json;
      const lists = Object.values(sent as object).filter(Array.isArray);
      const count = path === '/v1/events' ? [1] : lists.map(({ length }) => length);
      expect(count).toContain(accepted + rejected + unknown_flags);
    }),
    { numRuns: 60 },
  );
});
