import { existsSync } from 'node:fs';

import { expect, test } from 'vitest';

import { stateFile } from './driver/checkout/checkout.ts';
import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop } from './driver/installation.ts';
import { runNpm, waitForEnd } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import { findProcesses, kill } from './driver/processes.ts';

const checkout = useCheckout({ hasPackages: true });

test('reset is refused while Halyard runs, and nothing is deleted', async () => {
  const { curl } = await start(checkout);
  const reset = runNpm(checkout, ['run', 'reset']);
  expect(await waitForEnd(reset)).toBe(1);
  expect(reset.output()).toContain('Halyard already runs in this folder');
  expect(await paste(curl)).toMatchObject({ status: 200 });
  expect(existsSync(stateFile(checkout, 'demo-keys.json'))).toBe(true);
});

test('after a reset nothing is left, and the next start makes new keys', async () => {
  const before = await start(checkout);
  await stop(checkout, before);
  const reset = runNpm(checkout, ['run', 'reset']);
  expect(await waitForEnd(reset)).toBe(0);
  expect(existsSync(stateFile(checkout))).toBe(false);

  const after = await start(checkout);
  expect(after.sdkKey).not.toBe(before.sdkKey);
  expect(after.serverKey).not.toBe(before.serverKey);
  expect(await paste(after.curl)).toMatchObject({ status: 200 });
  const withOldKey = after.curl.replace(after.sdkKey, before.sdkKey);
  expect(await paste(withOldKey)).toMatchObject({ status: 401 });
});

test('reset ends a PostgreSQL server that a killed start left behind', async () => {
  await start(checkout);
  kill(findProcesses(checkout).filter(({ role }) => role !== 'postgres'));
  const reset = runNpm(checkout, ['run', 'reset']);
  expect(await waitForEnd(reset)).toBe(0);
  expect(findProcesses(checkout)).toEqual([]);
  expect(existsSync(stateFile(checkout))).toBe(false);
});
