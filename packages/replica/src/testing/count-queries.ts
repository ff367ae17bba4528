import type { Database } from '@halyard/database';

/** A database that counts what it is asked. */
export function countQueries(database: Database): { database: Database; count: () => number } {
  let queries = 0;
  const counted = database.$extends({
    query: {
      $allOperations({ args, query }) {
        queries += 1;
        return query(args);
      },
    },
  });
  return { database: counted as unknown as Database, count: () => queries };
}
