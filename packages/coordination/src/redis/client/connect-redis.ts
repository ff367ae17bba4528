import {
  Cluster,
  Redis,
  type ClusterOptions,
  type CommonRedisOptions,
  type SentinelConnectionOptions,
} from 'ioredis';

import { parseRedisUrl, type RedisTarget } from './redis-url.ts';

export type RedisClient = Redis | Cluster;

/** ioredis' own, whatever the URL says of how Redis is run. */
export type RedisClientOptions = CommonRedisOptions &
  Pick<
    SentinelConnectionOptions,
    'disconnectTimeout' | 'natMap' | 'sentinelPassword' | 'sentinelRetryStrategy'
  > &
  Pick<ClusterOptions, 'retryDelayOnFailover'>;

/** A Sentinel that does not answer is passed over for the next one. */
const sentinelTimeoutMs = 2_000;

/** A client of the Redis that the URL names; it connects at once unless `lazyConnect` is set. */
export function createRedisClient(url: string, options: RedisClientOptions = {}): RedisClient {
  const target = parseRedisUrl(url);
  return create[target.kind](target, options);
}

const create = { single: createSingle, sentinel: createSentinel, cluster: createCluster };

const tlsOf = ({ isEncrypted }: RedisTarget) => (isEncrypted ? { tls: {} } : {});

function createSingle(target: RedisTarget, options: RedisClientOptions): Redis {
  const [address] = target.hosts;
  return new Redis({
    ...address,
    db: target.db,
    ...target.credentials,
    ...tlsOf(target),
    ...options,
  });
}

function createSentinel(target: RedisTarget, options: RedisClientOptions): Redis {
  return new Redis({
    sentinels: [...target.hosts],
    name: target.masterName,
    db: target.db,
    ...target.credentials,
    ...tlsOf(target),
    ...(target.isEncrypted && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    sentinelCommandTimeout: sentinelTimeoutMs,
    ...options,
  });
}

function createCluster(target: RedisTarget, options: RedisClientOptions): Cluster {
  const { natMap, lazyConnect, retryStrategy, retryDelayOnFailover, ...ofNodes } = options;
  return new Cluster([...target.hosts], {
    ...(natMap && { natMap }),
    ...(lazyConnect !== undefined && { lazyConnect }),
    ...(retryStrategy && { clusterRetryStrategy: retryStrategy }),
    ...(retryDelayOnFailover !== undefined && { retryDelayOnFailover }),
    // Certificates are of names: an address in place of the name would not be let in.
    ...(target.isEncrypted && { dnsLookup: (name, found) => found(null, name) }),
    enableOfflineQueue: options.enableOfflineQueue ?? true,
    redisOptions: { ...target.credentials, ...tlsOf(target), ...ofNodes },
  });
}
