import { telemetryRoutes, type Route } from '@halyard/contracts';
import { createTcpProxy } from '@halyard/database/testing';
import { createQueues } from '@halyard/queue';
import { createTestQueueServer, queueServers } from '@halyard/queue/testing';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';

import { send } from '../testing/send.ts';
import { startNode } from '../testing/start-node.ts';
import { nowMs, useTelemetry } from '../testing/use-telemetry.ts';

const kit = useTelemetry();
const kib = 1024;
const evaluation = { flag_key: 'checkout', result: true };
const error = { flag_key: 'checkout', error_type: 'E', error_message: 'm' };
const report = { evaluationId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890', result: true };

/** The contract's table: what each address takes, how long a body, and what it answers. */
const contract: [path: string, maxBytes: number, status: number, body: object][] = [
  ['/api/telemetry/evaluations', 10_240 * kib, 202, { events: [evaluation] }],
  ['/api/telemetry/errors', 10_240 * kib, 202, { events: [error] }],
  ['/api/telemetry', 10_240 * kib, 202, { events: [evaluation, error] }],
  ['/v1/events', 10_240 * kib, 202, { event: 'e', properties: evaluation }],
  ['/v1/feedback/report', 64 * kib, 204, report],
  ['/v1/feedback/bulk', 1_024 * kib, 204, { feedbacks: [report] }],
];

beforeAll(async () => {
  for (const key of ['checkout', 'my-feature-flag', 'checkout-redesign']) await kit.createFlag(key);
  await kit.catchUp();
});

/** What is expected of an error's body, in the shape of its path. */
const errorOf = (path: string, code: string, status: number): object =>
  path.startsWith('/v1/feedback') ? { status, message: expect.any(String) } : { error: code };

test('the routes are the contract’s', () => {
  const routes = telemetryRoutes.map(({ path, body }) => [path, body.maxBytes]);
  expect(routes).toEqual(contract.map(([path, maxBytes]) => [path, maxBytes]));
});

test.each<Route>(telemetryRoutes)('the example of $path works', async ({ path, example }) => {
  const { json } = await kit.post(path, example!.body);
  expect(json).toEqual(example!.answer);
});

describe.each(contract)('%s', (path, maxBytes, status, body) => {
  const ask = (headers: Record<string, string>, sent = JSON.stringify(body)) =>
    kit.send({ path, headers, body: sent });
  const withKey = () => ({ 'X-API-Key': kit.key });
  const refused = (code: string, refusal: number) => ({
    status: refusal,
    json: errorOf(path, code, refusal),
  });

  test('takes keys in any header, and notes their use', async () => {
    for (const headers of [
      { 'X-SDK-Key': kit.key },
      { Authorization: `Bearer ${kit.key}` },
      { Authorization: `ApiKey ${kit.key}` },
    ]) {
      const before = kit.node.used.length;
      expect(await ask(headers)).toMatchObject({ status });
      expect(kit.node.used.length).toBe(before + 1);
    }
  });

  test('is 401 without a key, with an unknown one, and with an access token', async () => {
    for (const headers of [
      {},
      { 'X-API-Key': 'sdk_test_unknown' },
      { Authorization: 'Bearer eyJhbGciOi' },
    ]) {
      expect(await ask(headers)).toMatchObject(refused('unauthorized', 401));
    }
  });

  test('takes a body as long as the contract says, and no longer', async () => {
    const ofBytes = (bytes: number): string => {
      const start = JSON.stringify({ ...body, padding: '' });
      return start.replace(/"\}$/, `${'x'.repeat(bytes - start.length)}"}`);
    };
    expect(await ask(withKey(), ofBytes(maxBytes))).toMatchObject({ status });
    const tooLong = await ask(withKey(), ofBytes(maxBytes + 1));
    expect(tooLong).toMatchObject(refused('payload_too_large', 413));
  });

  test.each(['{', '[]', 'null', '"text"', '[[['])('is 400 for %s', async (sent) => {
    expect(await ask(withKey(), sent)).toMatchObject(refused('invalid_request', 400));
  });

  test('tells browsers beforehand what it takes, whoever asks', async () => {
    const headers = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST' };
    expect(await kit.send({ method: 'OPTIONS', path, headers })).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'POST, OPTIONS',
        'access-control-max-age': '3600',
      },
    });
    expect(await kit.send({ method: 'GET', path, headers: withKey() })).toMatchObject({
      status: 405,
      headers: { allow: 'POST, OPTIONS' },
    });
  });
});

test.each([
  ['/api/telemetry/evaluations', { errors: [] }, 'events'],
  ['/api/telemetry', { events: 'many' }, 'events'],
])('%s of %j is 400, and says what was expected', async (path, body, field) => {
  const { status, json } = await kit.post(path, body);
  expect(status).toBe(400);
  expect(json.details).toEqual([{ field, expected: 'a list of events' }]);
});

test('1 000 events are taken, more are 413', async () => {
  const events = (count: number) => ({ events: Array.from({ length: count }, () => evaluation) });
  const taken = await kit.post('/api/telemetry/evaluations', events(1_000));
  expect(taken.json).toEqual({ accepted: 1_000, rejected: 0, unknown_flags: 0 });
  const tooMany = await kit.post('/api/telemetry/evaluations', events(1_001));
  expect(tooMany).toMatchObject({ status: 413, json: { error: 'payload_too_large' } });
});

test('nothing is put on the queue when nothing is left', async () => {
  const before = kit.added.length;
  for (const events of [[], [5], [{ flag_key: 'checkout' }]]) {
    expect((await kit.post('/api/telemetry', { events })).status).toBe(202);
  }
  expect(kit.added).toHaveLength(before);
});

test('an organization may send 1 000 requests a minute, whatever they report', async () => {
  const { replica, queues } = kit;
  const node = await startNode({ replica, queues, now: () => nowMs });
  onTestFinished(node.close);
  const body = JSON.stringify({ events: [] });
  const key = await kit.createKey();
  await kit.catchUp();
  const statuses = new Map<number, number>();
  const ask = async (index: number) => {
    const headers = { 'X-API-Key': index % 2 === 0 ? kit.key : key };
    const { status } = await fetch(`${node.url}/api/telemetry`, { method: 'POST', headers, body });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  for (let sent = 0; sent < 1_100; sent += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, index) => ask(index)));
  }
  expect(statuses.get(202)).toBeGreaterThanOrEqual(1_000);
  expect(statuses.get(202)).toBeLessThanOrEqual(1_050);
  expect(statuses.get(202)! + statuses.get(429)!).toBe(1_100);
  const headers = { 'X-API-Key': kit.key };
  const feedback = { path: '/v1/feedback/report', headers, body: JSON.stringify(report) };
  expect(await send(node.url, feedback)).toMatchObject({ status: 429, json: { status: 429 } });
});

test.each(queueServers)('while a queue on %s is away, reports are 503', async (server) => {
  const servers = { databaseUrl: kit.databaseUrl, redisUrl: inject('redisUrl') };
  const name = server === 'Redis' ? 'redisUrl' : 'databaseUrl';
  const proxy = await createTcpProxy(servers[name]);
  const input = { server, ...servers, [name]: proxy.url, prefix: `test-${crypto.randomUUID()}` };
  const onError = () => undefined;
  const queues = createQueues({ ...createTestQueueServer(input), onError, timeoutMs: 1_000 });
  const node = await startNode({ replica: kit.replica, queues, now: () => nowMs });
  onTestFinished(async () => {
    await node.close();
    await queues.close();
    await proxy.close();
  });
  const ask = (events: object[]) =>
    send(node.url, {
      path: '/api/telemetry',
      headers: { 'X-API-Key': kit.key },
      body: JSON.stringify({ events }),
    });
  await expect.poll(async () => (await ask([evaluation])).status).toBe(202);
  await proxy.takeAway();
  expect(await ask([evaluation])).toMatchObject({ status: 503, json: { error: 'unavailable' } });
  expect(await ask([])).toMatchObject({ status: 202 });
  await proxy.restore();
  await expect.poll(async () => (await ask([evaluation])).status).toBe(202);
});
