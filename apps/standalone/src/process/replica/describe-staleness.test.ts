import { expect, test } from 'vitest';

import { describeStaleness } from './describe-staleness.ts';

test.each([
  ['fresh', { source: 'database', isStale: false, lastContactMs: 0 }, undefined],
  ['still loading', { source: undefined, isStale: true, lastContactMs: undefined }, undefined],
  [
    'cut off',
    { source: 'database', isStale: true, lastContactMs: 0 },
    'stale; last contact with PostgreSQL: 1970-01-01T00:00:00.000Z',
  ],
  [
    'started from its disk copy',
    { source: 'disk', isStale: true, lastContactMs: undefined },
    'stale, started from the disk copy; last contact with PostgreSQL: never',
  ],
  [
    'started from bases',
    { source: 'bases', isStale: true, lastContactMs: 0 },
    'stale, started from bases in Redis; last contact with PostgreSQL: 1970-01-01T00:00:00.000Z',
  ],
] as const)('a replica that is %s is described', (_what, status, text) => {
  expect(describeStaleness(status)).toBe(text);
});
