export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.ts';
export { createFaultyDatabase, type FaultyDatabase } from './faulty-database.ts';
export { createProxy, type DatabaseProxy } from './proxy.ts';
