import { expect, test } from 'vitest';

import { useAnalytics } from './testing/use-analytics.ts';

const nowMs = Date.now();
const analytics = useAnalytics({ now: () => nowMs });

test('a user may ask 100 times a minute, whatever for, and is told when to come again', async () => {
  const { ADMIN, OWNER } = analytics.members;
  const paths = [
    `/api/users/${ADMIN.userId}/activity`,
    `/api/audit-log?organization_id=${crypto.randomUUID()}`,
  ];
  const asked = Array.from({ length: 100 }, (_, n) => analytics.ask(ADMIN, paths[n % 2]!));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 404]));
  const { status, headers, body } = await analytics.ask(ADMIN, paths[0]!);
  expect([status, body['error']]).toEqual([429, 'rate_limited']);
  expect(headers.get('ratelimit-limit')).toBe('100');
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await analytics.ask(OWNER, paths[0]!)).status).toBe(200);
});
