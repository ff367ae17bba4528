export type { Consumer } from './consumer.ts';
export { migrateQueues } from './postgres/migrate.ts';
export type { Producer } from './producer.ts';
export { createQueues, type Queues, type QueueServer, type QueuesOptions } from './queues.ts';
export type { RedisClient, RedisClientOptions } from './redis/client.ts';
