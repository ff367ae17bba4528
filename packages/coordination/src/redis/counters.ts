import type { Counters } from '../counters.ts';
import type { Run } from './client/run.ts';
import { createKeys } from './keys.ts';
import { createScript } from './script.ts';

// A counter's first call gives it its time; -1 is what a key without one has.
const expireOnce = `
  if redis.call('PTTL', KEYS[1]) == -1 then redis.call('PEXPIREAT', KEYS[1], ARGV[1]) end`;

const add = createScript(`
  local total = redis.call('INCRBY', KEYS[1], ARGV[2])
  ${expireOnce}
  return total`);

const take = createScript(`
  local total = tonumber(redis.call('GET', KEYS[1]) or '0')
  local taken = math.min(tonumber(ARGV[2]), math.max(tonumber(ARGV[3]) - total, 0))
  redis.call('INCRBY', KEYS[1], taken)
  ${expireOnce}
  return taken`);

/** Counters that are numbers in Redis, which removes them when they have expired. */
export function createRedisCounters(run: Run, prefix: string): Counters {
  const key = createKeys(prefix, 'counter');
  return {
    async add(name, amount, expiresAt) {
      return Number(await add(run, key(name), [Math.ceil(expiresAt), amount]));
    },
    async take(name, amount, limit, expiresAt) {
      return Number(await take(run, key(name), [Math.ceil(expiresAt), amount, limit]));
    },
  };
}
