export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.ts';
export { createFaultyDatabase, type FaultyDatabase } from './faulty-database.ts';
export { createTcpProxy, type TcpProxy } from './tcp-proxy.ts';
