import { expect, inject, test } from 'vitest';

import { checkRedis } from './redis.ts';

const nowhere = 'redis://:s3cr3t@127.0.0.1:1';

async function check(urls: Parameters<typeof checkRedis>[0]) {
  const progress: string[] = [];
  const checking = checkRedis(urls, (message) => progress.push(message));
  const error: unknown = await checking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { progress, error };
}

test('what can be used is not spoken of', async () => {
  const url = inject('redisUrl');
  expect(await check({ REDIS_URL: url, QUEUE_REDIS_URL: url })).toEqual({
    progress: [],
    error: undefined,
  });
  expect(await check({})).toEqual({ progress: [], error: undefined });
});

test('without the Redis of hints and counters there is a start, which says so', async () => {
  const { progress, error } = await check({ REDIS_URL: nowhere });
  expect(error).toBeUndefined();
  expect(progress).toEqual([
    'The Redis that REDIS_URL names is not usable: connect ECONNREFUSED 127.0.0.1:1; going on without, until it is',
  ]);
});

test('without the Redis of the queues there is none', async () => {
  const { error } = await check({ QUEUE_REDIS_URL: nowhere });
  expect(String(error)).toMatch(/QUEUE_REDIS_URL names is not usable: .*ECONNREFUSED/);
  expect(String(error)).not.toContain('s3cr3t');
});

test.each([
  ['redis+sentinel://:s3cr3t@127.0.0.1:1/main', 'QUEUE_REDIS_URL'],
  ['redis+cluster://:s3cr3t@127.0.0.1:1', 'QUEUE_REDIS_URL'],
])('so it is with %s', async (url, name) => {
  const { error } = await check({ [name]: url });
  expect(String(error)).toContain('QUEUE_REDIS_URL names is not usable');
  expect(String(error)).not.toContain('s3cr3t');
});
