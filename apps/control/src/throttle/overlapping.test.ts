import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createModel, type Expected } from './testing/model.ts';
import { createThrottleKit, type Result, type Tried } from './testing/throttle-kit.ts';

const result = fc.constantFrom<Result[]>('wrong', 'wrong', 'wrong', 'right', 'broken');
const burst = fc.record({
  passMs: fc.oneof(fc.constant(0), fc.nat({ max: 40_000 }), fc.nat({ max: 400_000 })),
  attempts: fc.integer({ min: 1, max: 12 }),
  account: fc.nat({ max: 2 }).map((n) => `${n}@example.com`),
  address: fc.nat({ max: 2 }).map((n) => `192.0.2.${n}`),
  node: fc.nat({ max: 1 }),
  result,
});

test('attempts wait as the tables say, however they overlap and end, on two nodes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { maxLength: 12 }), async (bursts) => {
      const kit = createThrottleKit();
      const model = createModel(kit.clock.now);
      const tried: { expected: Expected | undefined; tried: Tried }[] = [];
      for (const { passMs, attempts, ...trying } of bursts) {
        await kit.clock.pass(passMs);
        for (let n = 0; n < attempts; n++) {
          const expected = model.begin(trying);
          const onChecked = () => model.check(trying, expected!);
          tried.push({ expected, tried: await kit.begin({ ...trying, onChecked }) });
        }
      }
      await kit.clock.pass(30_000);
      expect(tried.map(({ tried }) => tried.waitedMs)).toEqual(
        tried.map(({ expected }) => expected?.waitedMs),
      );
      expect(kit.clock.waiting()).toBe(0);
    }),
  );
});

test('of failures at the same moment each waits as one of the table, and no two as the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 15 }), async (s, attempts) => {
      const kit = createThrottleKit((add) => s.scheduleFunction(add));
      const tried = Array.from({ length: attempts }, (_, n) =>
        kit.start({ address: `192.0.2.${n}`, node: n % 2 }),
      );
      await s.waitIdle();
      await kit.clock.pass(30_000);
      const table = [0, 0, 0, 1, 2, 4, 8, 16, ...Array<number>(7).fill(30)];
      expect(tried.map(({ waitedMs }) => waitedMs!).toSorted((a, b) => a - b)).toEqual(
        table.slice(0, attempts).map((n) => n * 1_000),
      );
    }),
  );
});

/** Has attempts on one account begin at once and end; then, how many of so many wait for nothing. */
async function countFree(s: fc.Scheduler, results: Result[], attempts: number): Promise<number> {
  const kit = createThrottleKit((add) => s.scheduleFunction(add));
  for (const [n, result] of results.entries()) {
    kit.start({ address: `192.0.2.${n}`, node: n % 2, result });
  }
  await s.waitIdle();
  for (let second = 0; second < 30; second++) {
    await kit.clock.pass(1_000);
    await s.waitIdle();
  }
  const after = Array.from({ length: attempts }, (_, n) =>
    kit.start({ address: `198.51.100.${n}` }),
  );
  await s.waitIdle();
  return after.filter(({ waitedMs }) => waitedMs === 0).length;
}

test('nobody gets a failure for free by what succeeds or breaks at the same moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(result, { maxLength: 10 }), async (s, results) => {
      expect(await countFree(s, results, 4)).toBeLessThanOrEqual(3);
    }),
  );
});

test('a success clears what failed before it, whatever succeeds or breaks at the same moment', async () => {
  const noFailure = fc.array(fc.constantFrom<Result[]>('right', 'broken'), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat({ max: 9 }), noFailure, async (s, failures, others) => {
      const results: Result[] = [...Array<Result>(failures).fill('wrong'), 'right', ...others];
      expect(await countFree(s, results, 4)).toBe(3);
    }),
  );
});
