import { describeCounters } from '../conformance/counters.ts';
import { describeHints } from '../conformance/hints.ts';
import { describeLeases } from '../conformance/leases.ts';
import { describeLocks } from '../conformance/locks.ts';
import { createTwoRedisNodes } from './testing/two-nodes.ts';

describeHints(createTwoRedisNodes);
describeLocks(createTwoRedisNodes);
describeLeases(createTwoRedisNodes);
describeCounters(createTwoRedisNodes);
