import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

import { createGathering } from './gathering.ts';

const isOutage = (error: unknown): boolean => error === 'outage';
const quickly = { isOutage, minRestMs: 0, maxRestMs: 1 };

type Handle = (batch: number[]) => Promise<void>;

describe('gathering', () => {
  test('each payload settles by what became of it alone, and no two calls are under way at once', async () => {
    const sent = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
    const run = fc.asyncProperty(
      sent,
      fc.integer({ min: 1, max: 9 }),
      async (payloads, maxJobs) => {
        const handled: number[] = [];
        let underWay = 0;
        const handle = async (batch: { n: number; isPoison: boolean }[]): Promise<void> => {
          expect(++underWay).toBe(1);
          expect(batch.length).toBeLessThanOrEqual(maxJobs);
          await Promise.resolve();
          underWay--;
          if (batch.some(({ isPoison }) => isPoison)) throw new Error('poison');
          handled.push(...batch.map(({ n }) => n));
        };
        const gathering = createGathering({ ...quickly, handle, maxJobs });
        const outcomes = await Promise.allSettled(
          payloads.map((isPoison, n) => gathering.add({ n, isPoison })),
        );
        expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(payloads);
        expect(handled).toEqual(payloads.flatMap((isPoison, n) => (isPoison ? [] : n)));
      },
    );
    await fc.assert(run, { numRuns: 50 });
  });

  test('what comes while a call is under way goes into one next call', async () => {
    const calls: number[][] = [];
    let finish: () => void = () => undefined;
    const handle = async (batch: number[]): Promise<void> => {
      calls.push(batch);
      if (calls.length === 1) await new Promise<void>((resolve) => (finish = resolve));
    };
    const gathering = createGathering({ ...quickly, handle, maxJobs: 9 });
    const first = gathering.add(1);
    await vi.waitFor(() => expect(calls).toEqual([[1]]));
    const others = [2, 3, 4].map(gathering.add);
    finish();
    await Promise.all([first, ...others]);
    expect(calls).toEqual([[1], [2, 3, 4]]);
  });

  test('one bad payload of many costs few calls', async () => {
    const handle = vi.fn<Handle>(async (batch) => {
      if (batch.includes(70)) throw new Error('poison');
    });
    const gathering = createGathering({ ...quickly, handle, maxJobs: 100 });
    await Promise.allSettled(Array.from({ length: 100 }, (_, n) => gathering.add(n)));
    expect(handle.mock.calls.length).toBeLessThan(20);
  });

  test('what fails because something is away fails as a whole, after one call', async () => {
    const handle = vi.fn<Handle>(() => Promise.reject('outage'));
    const gathering = createGathering({ ...quickly, handle, maxJobs: 9 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(gathering.add));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(handle).toHaveBeenCalledOnce();
  });

  test('where many fail as if something were away fewer are tried, and later all at once again', async () => {
    let mostInTime = 3;
    let largest = 0;
    const handle: Handle = async ({ length }) => {
      if (length > mostInTime) throw 'outage';
      largest = Math.max(largest, length);
    };
    const gathering = createGathering({ ...quickly, handle, maxJobs: 32 });
    const add = (n: number): Promise<void> => gathering.add(n).catch(() => add(n));
    const addAll = () => Promise.all(Array.from({ length: 64 }, (_, n) => add(n)));
    await addAll();
    mostInTime = Infinity;
    await vi.waitFor(async () => {
      await addAll();
      expect(largest).toBe(32);
    });
  });

  test('as many as a call takes do not wait, and in a hurry nobody does', async () => {
    const handle = vi.fn<Handle>(async () => undefined);
    const never = { ...quickly, minRestMs: 60_000, maxRestMs: 60_000 };
    const gathering = createGathering({ ...never, handle, maxJobs: 3 });
    await Promise.all([1, 2, 3].map(gathering.add));
    const last = gathering.add(4);
    gathering.hurry();
    await Promise.all([last, gathering.add(5)]);
    expect(handle).toHaveBeenCalledTimes(3);
  });
});
