export type { BatchOptions } from './consuming/batch-consumer.ts';
export type { Consumer } from './consuming/consumer.ts';
export type { DeadLetter, DeadLetters } from './operating/dead-letters.ts';
export type { QueueDepth } from './operating/read-depths.ts';
export { migrateQueues } from './postgres/migrate.ts';
export type { Producer } from './producer.ts';
export { createQueues, type Queues, type QueueServer, type QueuesOptions } from './queues.ts';
export type { RedisClient, RedisClientOptions } from './redis/client.ts';
