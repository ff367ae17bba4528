import { beforeEach, expect, inject, onTestFinished, test, vi } from 'vitest';

import { createHint, listenTo } from '../../conformance/hints.ts';
import { createRedisConnection } from '../client/connection.ts';
import { createTwoRedisNodes, type TwoRedisNodes } from '../testing/two-nodes.ts';
import { createRedisHints } from './hints.ts';

let two: TwoRedisNodes;

beforeEach(async () => {
  two = await createTwoRedisNodes(inject('redisUrl'));
  return () => two.close();
});

test('hints do not go by the database', () => {
  expect(two.nodes[0].hints.statementFor(createHint())).toBeUndefined();
});

test('hints flow again after Redis ended the connection, and the gap is told', async () => {
  const [{ hints, start }] = two.nodes;
  const heard = listenTo(hints);
  await start();
  await two.client.client('KILL', 'TYPE', 'pubsub');
  await vi.waitFor(() => expect(heard.gaps).toBe(2), 10_000);
  const hint = createHint();
  await hints.send(hint);
  await vi.waitFor(() => expect(heard.hints).toEqual([hint]), 10_000);
});

test('a connection that is open but dead is noticed', async () => {
  const [{ proxy }, other] = two.nodes;
  const errors: Error[] = [];
  const onError = (error: Error) => errors.push(error);
  const connection = createRedisConnection({ url: proxy.url, onError });
  const ping = { everyMs: 50, timeoutMs: 500 };
  const hints = createRedisHints({ connection, prefix: two.prefix, onError, ping });
  onTestFinished(async () => {
    await hints.close();
    await connection.close();
  });
  const heard = listenTo(hints);
  await hints.start();
  proxy.freezeConnections();
  await vi.waitFor(() => expect(heard.gaps).toBeGreaterThan(1), 10_000);
  const hint = createHint();
  await other.hints.send(hint);
  await vi.waitFor(() => expect(heard.hints).toEqual([hint]), 10_000);
  expect(String(errors[0]?.cause)).toContain('timed out');
});
