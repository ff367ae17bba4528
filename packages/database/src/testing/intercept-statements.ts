import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
  Transaction,
} from '@prisma/driver-adapter-utils';

/** Given each statement before it is executed; by throwing it keeps it from being so. */
type Interceptor = (sql: string) => void;

/** The same adapter, whose statements go past an interceptor first: `BEGIN` and `COMMIT` as well. */
export const interceptStatements = (
  factory: SqlDriverAdapterFactory,
  intercept: Interceptor,
): SqlDriverAdapterFactory => ({
  provider: factory.provider,
  adapterName: factory.adapterName,
  connect: async () => interceptAdapter(await factory.connect(), intercept),
});

const interceptAdapter = (adapter: SqlDriverAdapter, intercept: Interceptor): SqlDriverAdapter => ({
  ...interceptQueries(adapter, intercept),
  executeScript: async (script) => {
    intercept(script);
    await adapter.executeScript(script);
  },
  startTransaction: async (isolationLevel) => {
    intercept('BEGIN');
    return interceptTransaction(await adapter.startTransaction(isolationLevel), intercept);
  },
  ...(adapter.getConnectionInfo && { getConnectionInfo: () => adapter.getConnectionInfo!() }),
  dispose: () => adapter.dispose(),
});

const interceptTransaction = (transaction: Transaction, intercept: Interceptor): Transaction => ({
  ...interceptQueries(transaction, intercept),
  options: transaction.options,
  executeRaw: async (query) => {
    try {
      intercept(query.sql);
    } catch (error) {
      // Prisma takes a transaction whose COMMIT fails for closed, and its connection for free.
      if (query.sql === 'COMMIT') await transaction.executeRaw({ ...query, sql: 'ROLLBACK' });
      throw error;
    }
    return transaction.executeRaw(query);
  },
  commit: () => transaction.commit(),
  rollback: () => transaction.rollback(),
});

const interceptQueries = (queryable: SqlQueryable, intercept: Interceptor): SqlQueryable => ({
  provider: queryable.provider,
  adapterName: queryable.adapterName,
  queryRaw: async (query: SqlQuery) => {
    intercept(query.sql);
    return queryable.queryRaw(query);
  },
  executeRaw: async (query: SqlQuery) => {
    intercept(query.sql);
    return queryable.executeRaw(query);
  },
});
