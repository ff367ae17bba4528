import { invalidInput } from '@halyard/contracts';

/** Where a Redis is and how it is run. */
export interface RedisTarget {
  kind: 'single' | 'sentinel' | 'cluster';
  isEncrypted: boolean;
  credentials: { username?: string; password?: string };
  hosts: readonly RedisHost[];
  /** What Sentinel calls the master; empty where there is no Sentinel. */
  masterName: string;
  db: number;
}

interface RedisHost {
  host: string;
  port: number;
}

const shape =
  /^redis(?<s>s?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<user>[^@/?#]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<path>[^/?#]*))?(?:\?(?<query>[^#]*))?$/;
const hostShape = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<name>[^\s:[\]]+))(?::(?<port>\d{1,5}))?$/i;
const usualPort = { single: 6379, sentinel: 26379, cluster: 6379 };

/**
 * Reads `redis://`, `redis+sentinel://` and `redis+cluster://` URLs, and `rediss…` with TLS. Throws
 * `invalid_request` that names what is wrong, never its value.
 */
export function parseRedisUrl(url: string): RedisTarget {
  const { s, kind: named, user, hosts, path = '', query } = shape.exec(url)?.groups ?? {};
  if (hosts === undefined) {
    throw refuse('url', 'redis://…, redis+sentinel://… or redis+cluster://… (or rediss…)');
  }
  const kind = (named ?? 'single') as RedisTarget['kind'];
  return {
    kind,
    isEncrypted: s === 's',
    credentials: parseCredentials(user),
    hosts: parseHosts(kind, hosts),
    masterName: parseMasterName(kind, path),
    db: parseDb(kind, path, query),
  };
}

const refuse = (field: string, expected: string): Error => invalidInput([{ field, expected }]);

function parseCredentials(user = ''): RedisTarget['credentials'] {
  if (user === '') return {};
  const [, name = '', password = ''] = /^([^:]*):(.+)$/.exec(user) ?? [];
  try {
    if (password === '') throw new URIError();
    return {
      ...(name && { username: decodeURIComponent(name) }),
      password: decodeURIComponent(password),
    };
  } catch {
    throw refuse('url.password', 'user:password or :password, percent-encoded');
  }
}

function parseHosts(kind: RedisTarget['kind'], hosts: string): RedisHost[] {
  const list = hosts.split(',').map((text) => {
    const { v6, name, port = usualPort[kind] } = hostShape.exec(text)?.groups ?? {};
    const host = v6 ?? name;
    if (!host) throw refuse('url.hosts', 'host:port, separated by commas');
    if (Number(port) < 1 || Number(port) > 65_535) throw refuse('url.port', 'from 1 to 65535');
    return { host, port: Number(port) };
  });
  if (kind === 'single' && list.length > 1) {
    throw refuse('url.hosts', 'one host; redis+cluster:// and redis+sentinel:// take several');
  }
  return list;
}

function parseMasterName(kind: RedisTarget['kind'], path: string): string {
  if (kind !== 'sentinel') return '';
  if (path === '') throw refuse('url.path', 'the name that Sentinel gives the master');
  try {
    return decodeURIComponent(path);
  } catch {
    throw refuse('url.path', 'percent-encoded');
  }
}

function parseDb(kind: RedisTarget['kind'], path: string, query = ''): number {
  const { db: asked, ...unknown } = Object.fromEntries(new URLSearchParams(query));
  if (Object.keys(unknown).length > 0) throw refuse('url.query', 'db=… at most');
  const inPath = kind === 'sentinel' || path === '' ? undefined : path;
  const db = asked ?? inPath ?? '0';
  if (!/^\d{1,4}$/.test(db) || (asked !== undefined && inPath !== undefined)) {
    throw refuse('url.db', 'a whole number, once');
  }
  if (kind === 'cluster' && Number(db) !== 0) throw refuse('url.db', 'left out: a Cluster has one');
  return Number(db);
}
