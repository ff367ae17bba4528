export type { KeyRecord } from './load.ts';
export { createReplica, type Replica } from './replica.ts';
