import { createHash } from 'node:crypto';

import { ReplyError } from 'ioredis';

import type { Run } from './client/run.ts';

/** Calls a script on one key, in one round trip once the server knows it. */
export type Script = (
  run: Run,
  key: string,
  args: (string | number | Buffer)[],
) => Promise<unknown>;

export function createScript(lua: string): Script {
  const digest = createHash('sha1').update(lua).digest('hex');
  return (run, key, args) =>
    run(async (client) => {
      try {
        return await client.evalsha(digest, 1, key, ...args);
      } catch (error) {
        if (!isUnknownScript(error)) throw error;
        return client.eval(lua, 1, key, ...args);
      }
    });
}

const isUnknownScript = (error: unknown): boolean =>
  error instanceof ReplyError && (error as Error).message.startsWith('NOSCRIPT');
