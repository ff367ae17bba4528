import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createRedisClient } from '@halyard/coordination';
import { startRedis, type RedisServer } from '@halyard/testing/redis';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { stateFile } from './driver/checkout/checkout.ts';
import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop, type Installation } from './driver/installation.ts';
import { runNpm, waitForEnd } from './driver/npm.ts';
import { paste, type Answer } from './driver/paste.ts';
import { findProcesses } from './driver/processes.ts';
import { embeddedUrl, query } from './driver/sql.ts';
import { switchFlag } from './driver/switch-flag.ts';
import { waitUntil } from './driver/wait-until.ts';

const checkout = useCheckout({ hasPackages: true });
const password = `s3cr3t-${crypto.randomUUID()}`;
let directory: string;
let redis: RedisServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'halyard-start-redis-'));
  redis = await startServer();
});
afterAll(async () => {
  await redis.kill();
  await rm(directory, { recursive: true });
});

test('on Redis everything works, and evaluation while it is gone; what is noted then waits for it', async () => {
  const url = `redis://halyard:${password}@127.0.0.1:${redis.port}`;
  const environment = { REDIS_URL: url, QUEUE_REDIS_URL: url, LOG_LEVEL: 'debug' };
  const halyard = await start(checkout, { environment });
  expect(await ask(halyard)).toMatchObject({
    status: 200,
    body: expect.stringContaining('"enabled":true'),
  });
  await switchFlag(checkout, { key: 'new-checkout', enabled: false });
  await waitUntil('the change is seen', async () => {
    const { body } = await ask(halyard);
    return body.includes('"enabled":false');
  });
  await waitUntilUsed('sdk');
  await waitUntil('there are bases to start from', () => hasBases(url));

  await redis.kill();
  expect(await ask(halyard, halyard.serverKey)).toMatchObject({ status: 200 });
  await waitUntil('both processes have noticed', async () => {
    const logs = await Promise.all(['serve.log', 'work.log'].map(readLog));
    return logs.every((log) => log.includes('ECONNREFUSED'));
  });
  redis = await startServer(redis.port);
  await waitUntilUsed('server');
  await stop(checkout, halyard);

  const [served, worked] = await Promise.all(['serve.log', 'work.log'].map(readLog));
  for (const log of [served, worked]) {
    expect(log).toContain('coordination is by Redis');
    expect(log).toContain('queues are on Redis');
    expect(log).not.toContain(password);
  }
  expect(halyard.npm.output()).not.toContain(password);
});

test.each([
  ['where nobody listens', 'redis://:s3cr3t@localhost:1', 'ECONNREFUSED'],
  ['with a wrong password', 'redis://halyard:s3cr3t@', 'WRONGPASS'],
  ['of a port that is none', 'redis://:s3cr3t@localhost:99999', 'from 1 to 65535'],
  ['that is no URL', 's3cr3t', 'must look like redis://'],
])(
  'a QUEUE_REDIS_URL %s fails the start with a sentence and leaves nothing',
  async (_, url, why) => {
    const QUEUE_REDIS_URL = url.endsWith('@') ? `${url}127.0.0.1:${redis.port}` : url;
    const npm = runNpm(checkout, ['start'], { environment: { QUEUE_REDIS_URL } });
    expect(await waitForEnd(npm)).toBe(1);
    expect(npm.output()).toContain('QUEUE_REDIS_URL');
    expect(npm.output()).toContain(why);
    expect(npm.output()).not.toContain('s3cr3t');
    expect(npm.output()).not.toMatch(/^ +at /m);
    expect(findProcesses(checkout)).toEqual([]);
  },
);

/** One that is used with a password. */
function startServer(port?: number): Promise<RedisServer> {
  const user = ['--user', 'halyard', 'on', `>${password}`, '~*', '&*', '+@all'];
  return startRedis({ directory, durable: true, args: user, ...(port !== undefined && { port }) });
}

async function hasBases(url: string): Promise<boolean> {
  const client = createRedisClient(url);
  const confirmed = await client.exists('halyard:bases-confirmed');
  client.disconnect();
  return confirmed === 1;
}

const readLog = (name: string): Promise<string> =>
  readFile(stateFile(checkout, 'logs', name), 'utf8');

const ask = ({ curl, sdkKey }: Installation, key = sdkKey): Promise<Answer> =>
  paste(curl.replace(sdkKey, key));

const waitUntilUsed = (kind: string): Promise<unknown> =>
  waitUntil(`the use of the ${kind} key is written`, async () => {
    const used = `SELECT 1 FROM api_key WHERE kind::text ILIKE '${kind}' AND last_used_at IS NOT NULL`;
    return (await query(await embeddedUrl(checkout), used)).length > 0;
  });
