export { findPostgres } from './find.ts';
export { removePostgres } from './remove.ts';
export { startPostgres } from './start.ts';
export type { PostgresServer, PostgresServerOptions } from './start.ts';
