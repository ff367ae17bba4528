export type { Base, Bases } from './bases.ts';
export type { Coordination } from './coordination.ts';
export type { Counters } from './counters.ts';
export type { HintListener, Hints, HintStatement } from './hints.ts';
export type { Lease, Leases } from './leases.ts';
export type { Locks } from './locks.ts';
export { createMemoryCounters, type MemoryCounters } from './memory/counters.ts';
export {
  createPostgresCoordination,
  type PostgresCoordinationOptions,
} from './postgres/coordination.ts';
export {
  createRedisClient,
  type RedisClient,
  type RedisClientOptions,
} from './redis/client/connect-redis.ts';
export { createRedisCoordination, type RedisCoordinationOptions } from './redis/coordination.ts';
