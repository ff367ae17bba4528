import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createAdmission, type Admission } from './admission.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const here = () => false;

/** Lets so many ask one after the other, and notes in which order they are let in. */
function ask(admission: Admission, names: readonly number[], isGone = here) {
  const entered: number[] = [];
  const refused: unknown[] = [];
  for (const name of names)
    admission.enter(isGone).then(
      () => entered.push(name),
      (error: unknown) => refused.push(error),
    );
  return { entered, refused };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
/** What has been settled by now is known. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const turnMs = 50;

test('all are let in, in the order in which they came, no more than so many a turn', async () => {
  const admission = createAdmission({ perSecond: 200 });
  const { entered } = ask(admission, numbers(35));
  await settle();
  expect(entered).toEqual(numbers(10));
  for (const soFar of [20, 30, 35]) {
    await vi.advanceTimersByTimeAsync(turnMs);
    expect(entered).toEqual(numbers(soFar));
  }
});

test('nobody overtakes those who wait', async () => {
  const admission = createAdmission({ perSecond: 200 });
  const { entered } = ask(admission, numbers(15));
  await vi.advanceTimersByTimeAsync(turnMs);
  const late = ask(admission, numbers(15));
  await settle();
  expect([entered.length, late.entered.length]).toEqual([15, 5]);
  await vi.advanceTimersByTimeAsync(turnMs);
  expect(late.entered).toEqual(numbers(15));
});

test('whoever has gone takes nobody’s turn', async () => {
  const admission = createAdmission({ perSecond: 200 });
  ask(admission, numbers(10));
  ask(admission, numbers(50), () => true);
  const { entered } = ask(admission, numbers(10));
  await vi.advanceTimersByTimeAsync(turnMs);
  expect(entered).toEqual(numbers(10));
});

test('in a quiet time nothing runs, and the next is let in at once', async () => {
  const admission = createAdmission({ perSecond: 200 });
  ask(admission, numbers(12));
  await vi.advanceTimersByTimeAsync(3 * turnMs);
  expect(vi.getTimerCount()).toBe(0);
  const { entered } = ask(admission, [1]);
  await settle();
  expect(entered).toEqual([1]);
});

test('closed, it turns away whoever waits and whoever comes', async () => {
  const admission = createAdmission({ perSecond: 200 });
  const waiting = ask(admission, numbers(12));
  admission.close();
  const late = ask(admission, [1]);
  await settle();
  const closing = { code: 'unavailable', headers: { 'retry-after': '1' } };
  expect(waiting.entered).toEqual(numbers(10));
  expect(waiting.refused).toMatchObject([closing, closing]);
  expect(late).toMatchObject({ entered: [], refused: [closing] });
  expect(vi.getTimerCount()).toBe(0);
});
