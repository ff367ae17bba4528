import { expect, test } from 'vitest';

import { refusalDelayMs } from './refusal-delay.ts';

test('few are held back for a second, many for longer, nobody for more than five', () => {
  expect([1, 200, 600, 1_000, 100_000].map(refusalDelayMs)).toEqual([
    1_000, 1_000, 3_000, 5_000, 5_000,
  ]);
});
