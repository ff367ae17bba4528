import { AppError } from '@halyard/contracts';
import { createRedisClient } from '@halyard/coordination';
import { ConfigError } from '@halyard/http';

import type { StandaloneConfig } from '../config.ts';

const timeoutMs = 5_000;
const retryNever = (): null => null;

type RedisUrls = Pick<StandaloneConfig, 'REDIS_URL' | 'QUEUE_REDIS_URL'>;

/**
 * Looks whether what was given can be used. Without the queues' Redis nothing starts; the other may
 * be away at any time, then too. Never tells a URL, which holds a password.
 */
export async function checkRedis(
  { REDIS_URL: url, QUEUE_REDIS_URL: queueUrl }: RedisUrls,
  onProgress: (message: string) => void,
): Promise<void> {
  const fault = url === undefined ? undefined : await findFault('REDIS_URL', url);
  if (fault !== undefined) onProgress(`${fault}; going on without, until it is`);
  const queueFault =
    queueUrl === undefined ? undefined : await findFault('QUEUE_REDIS_URL', queueUrl);
  if (queueFault !== undefined) throw new ConfigError(queueFault);
}

async function findFault(name: keyof RedisUrls, url: string): Promise<string | undefined> {
  const client = create(name, url);
  let why: string | undefined;
  client.on('error', (error: Error) => (why = error.message));
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch (error) {
    return `The Redis that ${name} names is not usable: ${why ?? (error as Error).message}`;
  } finally {
    client.disconnect();
  }
}

function create(name: keyof RedisUrls, url: string) {
  try {
    return createRedisClient(url, {
      lazyConnect: true,
      connectTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      maxRetriesPerRequest: 0,
      retryStrategy: retryNever,
      sentinelRetryStrategy: retryNever,
    });
  } catch (error) {
    const [detail] = (error instanceof AppError && error.details) || [];
    throw detail ? new ConfigError(`${name}: expected ${detail.expected}`) : error;
  }
}
