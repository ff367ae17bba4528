import { hashIdentifier } from '@halyard/auth';
import type { FlagDocument } from '@halyard/contracts';
import { queueServers } from '@halyard/queue/testing';
import { beforeAll, describe, expect, test } from 'vitest';

import { identifierSecret } from '../testing/start-node.ts';
import { nowMs, useTelemetry } from '../testing/use-telemetry.ts';

const iso = '2026-11-23T11:59:58.000Z';
const atMs = nowMs - 2_000;

describe.each(queueServers)('on queues of %s', (server) => {
  const kit = useTelemetry(server);
  let flag: FlagDocument;
  const user = (identifier: string) =>
    hashIdentifier(identifierSecret, kit.shop.organizationId, identifier);

  beforeAll(async () => {
    const variations = [{ key: 'treatment-a' }, { key: 'control' }];
    flag = await kit.createFlag('my-feature-flag', { fields: { variations } });
    await kit.createFlag('checkout-redesign');
    await kit.catchUp();
  });

  const evaluation = () => ({ flagId: flag.id, environment: 'production', atMs, result: true });

  test('evaluations arrive as the reference prints them', async () => {
    const event = {
      flag_key: 'my-feature-flag',
      result: true,
      context: { user_id: 'user-123' },
      duration_ms: 0.8,
      trace_id: 'trace-abc-123',
      timestamp: iso,
    };
    const batch = await kit.report('/api/telemetry/evaluations', { events: [event] });
    expect(batch).toMatchObject({
      ...kit.shop,
      reporter: 'public',
      receivedAtMs: nowMs,
      errors: [],
      unknownFlags: [],
    });
    expect(batch.evaluations).toEqual([
      { ...evaluation(), user: user('user-123'), traceId: 'trace-abc-123', durationMs: 0.8 },
    ]);
  });

  test('current clients wrap them in `evaluations`, with whole seconds and nulls', async () => {
    const event = {
      flag_key: 'my-feature-flag',
      value: true,
      user_id: 'user-123',
      anonymous_id: null,
      context: { environment: 'production', language: 'en', geolocation: { country: 'us' } },
      variation: 'treatment-a',
      duration_ms: null,
      trace_id: null,
      timestamp: atMs / 1_000,
    };
    const { evaluations } = await kit.report('/api/telemetry/evaluations', {
      evaluations: [event],
    });
    const place = { variation: 'treatment-a', country: 'US', language: 'en' };
    expect(evaluations).toEqual([{ ...evaluation(), ...place, user: user('user-123') }]);
  });

  test('errors arrive as the reference prints them, and wrapped in `errors`', async () => {
    const event = {
      flag_key: 'checkout-redesign',
      flag_enabled: true,
      error_type: 'TypeError',
      error_message: "Cannot read property 'price' of undefined",
      stack_trace: 'at processCheckout (checkout.js:45:12)...',
      context: { user_id: 'user-789' },
      trace_id: 'trace-def-456',
      timestamp: iso,
    };
    for (const wrapper of ['events', 'errors']) {
      const { errors } = await kit.report('/api/telemetry/errors', { [wrapper]: [event] });
      expect(errors).toMatchObject([
        {
          environment: 'production',
          atMs,
          user: user('user-789'),
          traceId: 'trace-def-456',
          enabled: true,
          type: 'TypeError',
          message: "Cannot read property 'price' of undefined",
          stack: 'at processCheckout (checkout.js:45:12)...',
          fingerprint: expect.stringMatching(/^[\da-f]{16}$/),
        },
      ]);
    }
  });

  test('older clients mix both in camelCase, told apart by an error’s type', async () => {
    const common = { flagKey: 'my-feature-flag', traceId: 't', flagEnabled: true, timestamp: iso };
    const events = [
      { ...common, durationMs: 2, context: { userId: 'u' } },
      { ...common, errorType: 'E', errorMessage: 'failed', stackTrace: 's' },
    ];
    const batch = await kit.report('/api/telemetry', { events });
    expect(batch.evaluations).toEqual([
      { ...evaluation(), durationMs: 2, traceId: 't', user: user('u') },
    ]);
    expect(batch.errors).toMatchObject([
      { flagId: flag.id, enabled: true, type: 'E', message: 'failed', stack: 's', traceId: 't' },
    ]);
  });

  test('a mobile event counts where it names a flag', async () => {
    const context = { userId: 'u', attributes: { plan: 'pro' } };
    for (const name of ['flag_key', 'flagKey', 'flag']) {
      const properties = { [name]: 'my-feature-flag', enabled: true };
      const event = { event: 'flag_evaluated', context, properties, timestamp: atMs };
      const { evaluations } = await kit.report('/v1/events', event);
      expect(evaluations).toEqual([{ ...evaluation(), user: user('u') }]);
    }
    const beside = { event: 'e', flag: 'my-feature-flag', result: true, context, timestamp: iso };
    const { evaluations } = await kit.report('/v1/events', beside);
    expect(evaluations).toEqual([{ ...evaluation(), user: user('u') }]);
  });

  test('any other mobile event is accepted and dropped', async () => {
    const before = kit.added.length;
    const events = [{ event: 'purchase', properties: { id: 'sku', value: 5 } }, {}, { a: 1 }];
    for (const event of events) {
      const { status, json } = await kit.post('/v1/events', event);
      expect({ status, json }).toEqual({
        status: 202,
        json: { accepted: 1, rejected: 0, unknown_flags: 0 },
      });
    }
    expect(kit.added).toHaveLength(before);
    expect(await kit.metric('halyard_telemetry_events_total')).toMatchObject({
      'other ignored': 3,
    });
  });
});
