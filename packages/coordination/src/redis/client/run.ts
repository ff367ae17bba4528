import { AppError } from '@halyard/contracts';
import { Redis } from 'ioredis';

import type { RedisClient } from './connect-redis.ts';
import { toRedisError } from './redis-errors.ts';
import { TimeoutError, within } from './within.ts';

/** Sends one command; `unavailable` where Redis does not answer in time, two seconds at most. */
export type Run = <T>(command: (client: RedisClient) => Promise<T>) => Promise<T>;

interface RunOptions {
  client: RedisClient;
  ready: () => Promise<void>;
  answerTimeoutMs: number;
}

/** `close` lets what was sent be answered, and refuses the rest. */
export function createRun(options: RunOptions): { run: Run; close: () => Promise<unknown> } {
  const { client, ready, answerTimeoutMs } = options;
  const running = new Set<Promise<unknown>>();
  let isClosed = false;

  async function answer<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (isClosed) throw new AppError('unavailable', 'Coordination is closed.');
    try {
      return await within(answerTimeoutMs, async (isOver) => {
        await ready();
        if (isOver()) throw new TimeoutError('It was connected too late.');
        return command(client);
      });
    } catch (error) {
      if (error instanceof TimeoutError) reconnect(client);
      throw toRedisError(error);
    }
  }

  return {
    run(command) {
      const answered = answer(command).finally(() => running.delete(answered));
      running.add(answered);
      return answered;
    },
    close() {
      isClosed = true;
      return Promise.allSettled(running);
    },
  };
}

/** For a connection that is open but dead, or does not get further than that. */
function reconnect(client: RedisClient): void {
  const isOpen = client.status === 'ready' || client.status === 'connect';
  if (client instanceof Redis && isOpen) client.disconnect(true);
}
