import { expect, test } from 'vitest';

import { proveStreams } from './model.ts';

const seed = Math.floor(Math.random() * 2 ** 30);

test(`after 10 000 changes 200 clients have heard all of theirs once and in order (seed ${seed})`, async () => {
  const run = await proveStreams({
    seed,
    hints: 'redis',
    changes: 10_000,
    clients: 200,
    changesPerFault: 250,
    cutIntervalMs: 10,
  });
  const { written, faults, rows, counts } = run;
  console.log(Object.fromEntries(written.outcomes), Object.fromEntries(faults), {
    rows,
    ...counts,
  });
  expect(counts['resyncs']).toBe(0);
});
