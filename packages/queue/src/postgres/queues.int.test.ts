import { describeQueues } from '../conformance/queues.ts';
import { createPostgresKit } from './queue-kit.ts';

describeQueues(createPostgresKit);
