import { inspect } from 'node:util';

import { createTcpProxy, type TcpProxy } from '@halyard/database/testing';
import { beforeEach, expect, inject, onTestFinished, test } from 'vitest';

import { createRedisConnection, type RedisConnection } from './connection.ts';

let proxy: TcpProxy;

beforeEach(async () => {
  proxy = await createTcpProxy(inject('redisUrl'));
  return () => proxy.close();
});

function connect(url = proxy.url): RedisConnection & { errors: Error[] } {
  const errors: Error[] = [];
  const onError = (error: Error) => errors.push(error);
  const connection = createRedisConnection({ url, answerTimeoutMs: 300, onError });
  onTestFinished(() => connection.close());
  return { ...connection, errors };
}

const ping = ({ run }: RedisConnection): Promise<string> => run((client) => client.ping());

test('a connection that is open but dead is replaced after a call was not answered', async () => {
  const connection = connect();
  await ping(connection);
  proxy.freezeConnections();
  await expect(ping(connection)).rejects.toMatchObject({ code: 'unavailable' });
  await expect.poll(() => ping(connection)).toBe('PONG');
});

test('a connection that was accepted but never answered is replaced', async () => {
  const connection = connect();
  proxy.holdAll();
  await expect(ping(connection)).rejects.toMatchObject({ code: 'unavailable' });
  proxy.dropConnections();
  await proxy.restore();
  await expect.poll(() => ping(connection)).toBe('PONG');
});

test('a call that was given up is not made later', async () => {
  const connection = connect();
  const calls: string[] = [];
  await proxy.takeAway();
  const call = connection.run((client) => {
    calls.push('made');
    return client.ping();
  });
  await expect(call).rejects.toMatchObject({ code: 'unavailable' });
  await proxy.restore();
  await expect.poll(() => ping(connection)).toBe('PONG');
  expect(calls).toEqual([]);
});

test('that Redis is away is told once, and once more when it went again', async () => {
  const connection = connect();
  await proxy.takeAway();
  for (let n = 0; n < 3; n++) await expect(ping(connection)).rejects.toThrow('reached');
  expect(connection.errors).toHaveLength(1);
  await proxy.restore();
  await expect.poll(() => ping(connection)).toBe('PONG');
  await proxy.takeAway();
  await expect.poll(() => connection.errors.length).toBe(2);
});

test('a password that Redis refuses is in no error', async () => {
  const url = proxy.url.replace('//', '//someone:not-the-password@');
  const connection = connect(url);
  const error: unknown = await ping(connection).catch((refusal: unknown) => refusal);
  expect(error).toMatchObject({ code: 'unavailable' });
  const told = [error, ...connection.errors];
  expect(told).toHaveLength(2);
  expect(inspect(told, { depth: 20, showHidden: true })).not.toContain('not-the-password');
});

test('nothing is sent once it is closed', async () => {
  const connection = connect();
  await ping(connection);
  await connection.close();
  await expect(ping(connection)).rejects.toMatchObject({ code: 'unavailable' });
});
