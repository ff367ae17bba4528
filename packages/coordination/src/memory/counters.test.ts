import { expect, test } from 'vitest';

import { describeCounters } from '../conformance/counters.ts';
import { createMemoryCounters } from './counters.ts';

describeCounters(() => {
  const counters = createMemoryCounters({ now: Date.now });
  const node = { counters };
  return Promise.resolve({ nodes: [node, node], close: () => Promise.resolve() });
});

test('counters that have expired take no memory for long', async () => {
  let now = 0;
  const counters = createMemoryCounters({ now: () => now });
  for (; now < 100_000; now++) await counters.add(`at ${now}`, 1, now + 100);
  expect(counters.size()).toBeLessThanOrEqual(1_000);
});

test('counters that have not expired are kept, however many they are', async () => {
  const counters = createMemoryCounters({ now: () => 0 });
  const names = Array.from({ length: 5_000 }, (_, n) => `counter ${n}`);
  for (const name of names) await counters.add(name, 1, 1);
  const totals = await Promise.all(names.map((name) => counters.add(name, 1, 1)));
  expect(new Set(totals)).toEqual(new Set([2]));
});
