export { createDatabase, type Database, type DatabaseOptions, type Transaction } from './client.ts';
export { toAppError } from './errors.ts';
export { migrate } from './migrate.ts';
