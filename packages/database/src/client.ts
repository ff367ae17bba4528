import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';

import { PrismaClient } from './generated/client.ts';

export interface DatabaseOptions {
  /** `postgresql://…` */
  url: string;
  /** Most connections this process opens. */
  maxConnections: number;
  /** A statement that is not answered by then fails as `unavailable`; 10 s where left out. */
  queryTimeoutMs?: number;
}

const connectTimeoutMs = 5_000;
const defaultQueryTimeoutMs = 10_000;

export type Database = PrismaClient;

/** A client inside a transaction: the same models, no nesting. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** Opens nothing yet: connections are made by the first query. Close with `$disconnect()`. */
export const createDatabase = (options: DatabaseOptions): Database =>
  new PrismaClient({ adapter: createAdapter(options) });

/** What carries Prisma's statements to PostgreSQL. */
export function createAdapter(options: DatabaseOptions): PrismaPg {
  const pool = new Pool({
    connectionString: options.url,
    max: options.maxConnections,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: options.queryTimeoutMs ?? defaultQueryTimeoutMs,
    // Prisma's adapter writes times without a zone and reads them without regard to it. By a
    // statement, as an address may have `options` of its own.
    verify: (client, done) => client.query(`SET TimeZone TO 'UTC'`, (error) => done(error)),
  });
  // A connection has moments without a listener; one that is lost then must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PrismaPg(pool, { disposeExternalPool: true });
}
