import { randomUUID } from 'node:crypto';

import type { Lease, Leases } from '../leases.ts';
import type { Run } from './client/run.ts';
import { createKeys } from './keys.ts';
import { createScript } from './script.ts';

/** How long a name's last token is kept, in case the server's clock is set back. */
const tokenKeptMs = 24 * 60 * 60 * 1_000;

// Times are the server's alone, in microseconds, so that nodes' clocks do not matter.
const now = `
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  local lease = redis.call('HMGET', KEYS[1], 'holder', 'expires', 'token')
  local expires = tonumber(lease[2] or '0')
  local whole = function(n) return string.format('%.0f', n) end`;

const last = `
  redis.call('HSET', KEYS[1], 'expires', whole(now + ARGV[2] * 1000))
  redis.call('PEXPIRE', KEYS[1], ARGV[2] + ${tokenKeptMs})`;

// The time as a token grows even where Redis has lost the last one.
const acquire = createScript(`${now}
  if expires > now then return false end
  local token = whole(math.max(now, tonumber(lease[3] or '0') + 1))
  redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'token', token)
  ${last}
  return token`);

const renew = createScript(`${now}
  if lease[1] ~= ARGV[1] or expires <= now then return 0 end
  ${last}
  return 1`);

const release = createScript(`
  if redis.call('HGET', KEYS[1], 'holder') ~= ARGV[1] then return 0 end
  return redis.call('HSET', KEYS[1], 'expires', 0)`);

/** Leases that are hashes in Redis; `kind` keeps their names apart from others. */
export function createRedisLeases(run: Run, prefix: string, kind = 'lease'): Leases {
  const keyOf = createKeys(prefix, kind);
  return {
    async acquire(name, ttlMs) {
      const [key, holder, wholeMs] = [keyOf(name), randomUUID(), Math.ceil(ttlMs)];
      const token = await acquire(run, key, [holder, wholeMs]);
      return token === null ? undefined : createLease(run, Number(token), [key, holder, wholeMs]);
    },
  };
}

const createLease = (
  run: Run,
  token: number,
  [key, holder, ttlMs]: [key: string, holder: string, ttlMs: number],
): Lease => ({
  token,
  async renew() {
    return (await renew(run, key, [holder, ttlMs])) === 1;
  },
  async release() {
    await release(run, key, [holder]);
  },
});
