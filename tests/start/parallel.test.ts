import { expect, test } from 'vitest';

import { start, waitUntilAnnounced, readAnnouncement } from './driver/installation.ts';
import { hasEnded, runNpm, waitForEnd } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import { findProcesses } from './driver/processes.ts';
import { useCheckout } from './driver/use-checkout.ts';
import { waitUntil } from './driver/wait-until.ts';

const refusal = 'Halyard already runs in this folder';
const checkout = useCheckout();

test('of two first starts at once exactly one runs, the other says so and fails', async () => {
  const both = [runNpm(checkout, ['start']), runNpm(checkout, ['start'])];
  const loser = await waitUntil('one of them ends', () => both.find(hasEnded));
  expect(loser.exitCode()).toBe(1);
  expect(loser.output()).toContain(refusal);

  const winner = both.find((npm) => npm !== loser);
  await waitUntilAnnounced(winner!);
  expect(await paste(readAnnouncement(winner!).curl)).toMatchObject({ status: 200 });
  expect(findProcesses(checkout).filter(({ role }) => role === 'supervisor')).toHaveLength(1);
});

test('a start while one runs says so, fails and leaves the other alone', async () => {
  const { npm, curl } = await start(checkout);
  const before = findProcesses(checkout).map(({ pid }) => pid);
  const second = runNpm(checkout, ['start']);
  expect(await waitForEnd(second)).toBe(1);
  expect(second.output()).toContain(refusal);
  expect(hasEnded(npm)).toBe(false);
  expect(findProcesses(checkout).map(({ pid }) => pid)).toEqual(expect.arrayContaining(before));
  expect(await paste(curl)).toMatchObject({ status: 200 });
});
