import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { isRoot, nobody } from './driver/account.ts';
import {
  outsideLocation,
  postgresFolder,
  stateFile,
  type Checkout,
} from './driver/checkout/checkout.ts';
import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop } from './driver/installation.ts';
import { runNpm, waitForEnd } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import { findProcesses } from './driver/processes.ts';

describe.runIf(isRoot)('started by root', () => {
  const checkout = useCheckout();

  test('PostgreSQL runs as another user, and secrets are readable by root only', async () => {
    await start(checkout);
    expect(usersOf(checkout, 'postgres')).not.toContain(0);
    await expectPrivateSecrets(checkout);
    expect(await modeOf(stateFile(checkout))).toBe('711');
    expect(await modeOf(stateFile(checkout, 'postgres'))).toBe('700');
  });
});

describe.runIf(isRoot)('started by root below a private home', () => {
  const checkout = useCheckout({ isPrivate: true });

  test('keeps the data where PostgreSQL can reach it, and finds it again', async () => {
    const first = await start(checkout);
    expect(await paste(first.curl)).toMatchObject({ status: 200 });
    expect(usersOf(checkout, 'postgres')).not.toContain(0);
    expect(outsideLocation(checkout)).toMatch(/^\/var\/lib\/halyard\/\w+$/);
    expect(existsSync(stateFile(checkout, 'postgres'))).toBe(false);
    await expectPrivateSecrets(checkout);
    await stop(checkout, first);

    const second = await start(checkout);
    expect(second.sdkKey).toBe(first.sdkKey);
    expect(await paste(second.curl)).toMatchObject({ status: 200 });
  });

  test('reset deletes that data too', async () => {
    const data = postgresFolder(checkout);
    expect(existsSync(data)).toBe(true);
    const outside = outsideLocation(checkout) ?? '';
    const reset = runNpm(checkout, ['run', 'reset']);
    expect(await waitForEnd(reset)).toBe(0);
    expect(existsSync(outside)).toBe(false);
    expect(existsSync(stateFile(checkout))).toBe(false);
  });
});

describe.runIf(isRoot)('started by an ordinary user', () => {
  const checkout = useCheckout({ account: nobody() });

  test('everything runs as that user, from that home, and stops again', async () => {
    const installation = await start(checkout);
    expect(await paste(installation.curl)).toMatchObject({ status: 200 });
    const users = new Set(findProcesses(checkout).map(({ uid }) => uid));
    expect(users).toEqual(new Set([checkout.account?.uid]));
    await expectPrivateSecrets(checkout);
    await stop(checkout, installation);
  });
});

const usersOf = (checkout: Checkout, role: string): number[] => {
  const found = findProcesses(checkout).filter((candidate) => candidate.role === role);
  expect(found).not.toEqual([]);
  return found.map(({ uid }) => uid);
};

async function expectPrivateSecrets(checkout: Checkout): Promise<void> {
  expect(await modeOf(stateFile(checkout, 'demo-keys.json'))).toBe('600');
  expect(await modeOf(stateFile(checkout, 'postgres.password'))).toBe('600');
}

const modeOf = async (path: string): Promise<string> =>
  ((await stat(path)).mode & 0o777).toString(8);
