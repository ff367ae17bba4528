import { createHash } from 'node:crypto';

import { ReplyError } from 'ioredis';

import type { Run } from './client/run.ts';

/** Calls a script on one key, or several of one name, in one round trip once the server knows it. */
export type Script = (
  run: Run,
  key: string | readonly string[],
  args: (string | number)[],
) => Promise<unknown>;

export function createScript(lua: string): Script {
  const digest = createHash('sha1').update(lua).digest('hex');
  return (run, key, args) => {
    const keys = [key].flat();
    return run(async (client) => {
      try {
        return await client.evalsha(digest, keys.length, ...keys, ...args);
      } catch (error) {
        if (!isUnknownScript(error)) throw error;
        return client.eval(lua, keys.length, ...keys, ...args);
      }
    });
  };
}

const isUnknownScript = (error: unknown): boolean =>
  error instanceof ReplyError && (error as Error).message.startsWith('NOSCRIPT');
