import { setImmediate as nextTurn } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { createKeyRecord } from '../../../testing/key-record.ts';
import { createCountsKit, decide } from '../testing/counts-kit.ts';

const key = createKeyRecord();
const { organizationId } = key;

type Kit = ReturnType<typeof createCountsKit>;

const count = (kit: Kit, identifier?: string, variation?: string): void =>
  kit.count(
    key,
    decide({ identifier, variation }),
    'production',
    false,
    undefined,
    undefined,
    'js',
    0,
  );

/** Flushed whenever there is a turn. */
const flushedAtOnce = { flushIntervalMs: 1 };

describe('a batch', () => {
  test('has the next number of its boot, and a job id made of both', async () => {
    const kit = createCountsKit(flushedAtOnce);
    kit.start();
    count(kit);
    await expect.poll(() => kit.sent.length).toBe(1);
    count(kit);
    await kit.close();
    const boot = kit.sent[0]?.boot;
    expect(kit.sent).toMatchObject([
      { node: 'host', boot, n: 1 },
      { node: 'host', boot, n: 2 },
    ]);
    expect(kit.ids).toEqual([`${boot}-1`, `${boot}-2`]);
  });

  test('is not sent where nothing was counted', async () => {
    const kit = createCountsKit();
    await kit.close();
    expect(kit.sent).toEqual([]);
  });

  test('that cannot be queued keeps its number and is tried again', async () => {
    const kit = createCountsKit(flushedAtOnce);
    kit.start();
    kit.queue.isAway = true;
    count(kit);
    await expect.poll(() => kit.queue.refused).toBeGreaterThan(1);
    kit.queue.isAway = false;
    count(kit);
    await kit.close();
    expect(kit.sent.map(({ n }) => n)).toEqual([1, 2]);
    expect(kit.rows('usage')).toMatchObject([{ evaluations: 1 }, { evaluations: 1 }]);
  });

  test('of more than a job should hold is split, and nothing of it is lost', async () => {
    const kit = createCountsKit();
    for (let n = 0; n < 100_000; n++) count(kit, `u${n}`, `v${n % 50}`);
    await kit.close();
    expect(kit.sent.length).toBeGreaterThan(1);
    for (const batch of kit.sent) expect(JSON.stringify(batch).length).toBeLessThan(1_000_000);
    expect(kit.sent.map(({ n }) => n)).toEqual(kit.sent.map((_, index) => index + 1));
    expect(kit.rows('usage')).toEqual([
      { organizationId, day: '1970-01-01', evaluations: 100_000 },
    ]);
    expect(new Set(kit.rows('flags').flatMap(({ users }) => users)).size).toBe(100_000);
    expect(kit.rows('flags')).toHaveLength(50);
  });

  test('leaves other work its turn while it is made', async () => {
    const kit = createCountsKit();
    for (let n = 0; n < 10_000; n++) count(kit, `u${n}`);
    let turns = 0;
    const closed = kit.close();
    const isClosed = () => Promise.race([closed.then(() => true), nextTurn(false)]);
    while (!(await isClosed())) turns += 1;
    expect(turns).toBeGreaterThanOrEqual(10_000 / 250);
  });
});

test('while the queue is away ten batches wait, and plan usage is lost of none', async () => {
  const kit = createCountsKit(flushedAtOnce);
  kit.queue.isAway = true;
  kit.start();
  let counted = 0;
  await expect
    .poll(() => {
      count(kit);
      counted += 1;
      return kit.dropped('batches');
    })
    .toBeGreaterThan(3);
  kit.queue.isAway = false;
  await kit.close();
  const usage = kit.rows('usage').reduce((sum, { evaluations }) => sum + evaluations, 0);
  expect(usage).toBe(counted);
  const evaluations = kit.rows('flags').reduce((sum, row) => sum + row.count, 0);
  expect(evaluations).toBeLessThan(counted);
  const numbers = kit.sent.map(({ n }) => n);
  expect(numbers).toEqual(numbers.toSorted((one, next) => one - next));
  expect(new Set(numbers).size).toBe(numbers.length);
  // The first was tried all the time, and may have been stored: it stays as it was.
  expect(kit.sent[0]).toMatchObject({ n: 1 });
});
