import { inject } from 'vitest';

import { describeOnRedis } from './conformance/on-redis.ts';
import { createTwoRedisNodes } from './testing/two-nodes.ts';

describeOnRedis(() => createTwoRedisNodes(inject('redisUrl')));
