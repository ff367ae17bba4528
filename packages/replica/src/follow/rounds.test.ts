import { expect, test } from 'vitest';

import { createRounds } from './rounds.ts';

/** Rounds that end when they are told to. */
function createControlled() {
  const running: { id: string; end: () => void; fail: (error: Error) => void }[] = [];
  const rounds = createRounds(
    (id) => new Promise((resolve, reject) => running.push({ id, end: resolve, fail: reject })),
  );
  return { rounds, running };
}

test('who asks during a round shares one more with everybody else who does', async () => {
  const { rounds, running } = createControlled();
  const first = rounds.request('a');
  const shared = [rounds.request('a'), rounds.request('a'), rounds.request('a')];
  expect(running).toHaveLength(1);
  running[0]!.end();
  await first;
  await expect.poll(() => running.length).toBe(2);
  expect(rounds.isRunning('a')).toBe(true);
  running[1]!.end();
  await Promise.all(shared);
  expect(running).toHaveLength(2);
  expect(rounds.isRunning('a')).toBe(false);
});

test('there is never a moment between two rounds in which a third could begin', async () => {
  const { rounds, running } = createControlled();
  const first = rounds.request('a');
  const second = rounds.request('a');
  const third = first.then(() => rounds.request('a'));
  running[0]!.end();
  await first;
  await expect.poll(() => running.length).toBe(2);
  running[1]!.end();
  await second;
  running[2]?.end();
  await third;
  expect(running.length).toBeLessThanOrEqual(3);
});

test('a round that fails tells those who asked for it, and the next one runs', async () => {
  const { rounds, running } = createControlled();
  const first = rounds.request('a');
  const second = rounds.request('a');
  running[0]!.fail(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await expect.poll(() => running.length).toBe(2);
  running[1]!.end();
  await expect(second).resolves.toBeUndefined();
});

test('rounds of different ids do not wait for each other', () => {
  const { rounds, running } = createControlled();
  rounds.request('a').catch(() => undefined);
  rounds.request('b').catch(() => undefined);
  expect(running.map(({ id }) => id)).toEqual(['a', 'b']);
});
