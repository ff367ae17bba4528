import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBrowser } from '../testing/browser.ts';
import { registerOwner } from '../testing/people.ts';
import { startControl } from '../testing/start-control.ts';

const limit = 300;

let control: Awaited<ReturnType<typeof startControl>>;

beforeEach(async () => {
  const nowMs = Date.now();
  control = await startControl({ now: () => nowMs });
});
afterEach(() => control.close());

test('a user may ask 300 times a minute, through all nodes, and is told when to come again', async () => {
  const browser = createBrowser(control.url);
  await registerOwner(browser);
  const elsewhere = createBrowser(await control.startNode());
  elsewhere.useToken(browser.token());
  const answers = await Promise.all(
    Array.from({ length: limit }, (_, n) =>
      (n % 2 === 0 ? browser : elsewhere).get('/api/auth/me'),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const { status, headers, body } = await elsewhere.get('/api/auth/me');
  expect([status, body['error']]).toEqual([429, 'rate_limited']);
  expect(headers.get('ratelimit-limit')).toBe(String(limit));
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});
