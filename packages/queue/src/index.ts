export { migrateQueues } from './migrate.ts';
export {
  createQueues,
  type Consumer,
  type Producer,
  type Queues,
  type QueuesOptions,
} from './queues.ts';
