import { DriverAdapterError } from '@prisma/driver-adapter-utils';

import { createAdapter, type Database, type DatabaseOptions } from '../client.ts';
import { PrismaClient } from '../generated/client.ts';
import { interceptStatements } from './intercept-statements.ts';

/** A database whose statements can be made to fail, one at a time. */
export interface FaultyDatabase {
  database: Database;
  /** The statements since the last reset, the failed one included; `BEGIN` and `COMMIT` are some. */
  statements(): string[];
  /**
   * The n-th statement from now, counted from 1, fails as if its connection had broken before it
   * was sent; `undefined` calls this off.
   */
  failAt(n: number | undefined): void;
  /** Forgets the statements and the failure to come. */
  reset(): void;
}

export function createFaultyDatabase(options: DatabaseOptions): FaultyDatabase {
  let statements: string[] = [];
  let failing: number | undefined;
  const adapter = interceptStatements(createAdapter(options), (sql) => {
    statements.push(sql);
    if (statements.length === failing) throw new DriverAdapterError({ kind: 'ConnectionClosed' });
  });
  return {
    database: new PrismaClient({ adapter }),
    statements: () => [...statements],
    failAt(n) {
      failing = n === undefined ? undefined : statements.length + n;
    },
    reset() {
      statements = [];
      failing = undefined;
    },
  };
}
