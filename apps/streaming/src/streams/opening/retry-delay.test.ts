import { expect, test } from 'vitest';

import { retryDelayMs } from './retry-delay.ts';

const windowOf = (streams: number) =>
  [0, 1].map((drawn) => retryDelayMs(streams, { perSecond: 1_000, random: () => drawn }));

test('clients are spread over as long as it takes to open all streams, up to ten seconds', () => {
  expect(windowOf(0)).toEqual([500, 1_500]);
  expect(windowOf(5_000)).toEqual([500, 5_500]);
  expect(windowOf(1_000_000)).toEqual([500, 10_000]);
});

test('any time of the window is drawn', () => {
  const drawn = Array.from({ length: 200 }, () => retryDelayMs(5_000, { perSecond: 1_000 }));
  expect(new Set(drawn).size).toBeGreaterThan(150);
  expect(drawn.every((ms) => Number.isInteger(ms) && ms >= 500 && ms <= 5_500)).toBe(true);
});
