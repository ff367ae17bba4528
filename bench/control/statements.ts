import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

import type { Database } from '@halyard/database';

/** So many that nothing which a process does by the second is done as often. */
const requests = 40;

/** How often PostgreSQL was asked in one request. */
export interface StatementCounts {
  /** To find out who asks. */
  caller: number;
  /** For what they asked. */
  answer: number;
}

const settleMs = 500;
/** What the access token's check looks at. */
const ofCaller = /\b(?:membership|user_account)\b/;
const statement = /LOG: {2}(?:execute [^:]*|statement): ([^\n]*(?:\n\t[^\n]*)*)/g;

/** Has PostgreSQL log every statement while the same request is made again and again. */
export async function countStatements(
  database: Database,
  logFile: string,
  makeRequests: (count: number) => Promise<void>,
): Promise<StatementCounts> {
  await logStatements(database, 'all');
  const before = (await readFile(logFile, 'utf8')).length;
  await makeRequests(requests);
  const log = (await readFile(logFile, 'utf8')).slice(before);
  await logStatements(database, 'none');

  const counts = new Map<string, number>();
  for (const [, text] of log.matchAll(statement)) counts.set(text!, (counts.get(text!) ?? 0) + 1);
  const perRequest = [...counts].map(([text, count]) => ({
    isOfCaller: ofCaller.test(text),
    count: Math.floor(count / requests),
  }));
  const sum = (isOfCaller: boolean): number =>
    perRequest
      .filter((one) => one.isOfCaller === isOfCaller)
      .reduce((total, { count }) => total + count, 0);
  return { caller: sum(true), answer: sum(false) };
}

async function logStatements(database: Database, which: 'all' | 'none'): Promise<void> {
  await database.$executeRawUnsafe(`ALTER SYSTEM SET log_statement = '${which}'`);
  await database.$queryRaw`SELECT pg_reload_conf()`;
  // Each connection reads it before its next statement, once it has had the signal.
  await wait(settleMs);
}
