import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start } from './driver/installation.ts';
import { runNpm, waitForEnd } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import { findProcesses } from './driver/processes.ts';

const checkout = useCheckout({ hasPackages: true });

test('takes another port when 4000 is taken, and announces it', async () => {
  await occupy(4_000);
  const { url, curl } = await start(checkout);
  expect(new URL(url).port).not.toBe('4000');
  expect(curl).toContain(url);
  expect(await paste(curl)).toMatchObject({ status: 200 });
});

test('takes the port that PORT names', async () => {
  const port = await occupy(0, 'and release');
  const { url, curl } = await start(checkout, { environment: { PORT: String(port) } });
  expect(new URL(url).port).toBe(String(port));
  expect(await paste(curl)).toMatchObject({ status: 200 });
});

test('refuses to start when the port that PORT names is taken, and says which', async () => {
  const port = await occupy(0);
  const npm = runNpm(checkout, ['start'], { environment: { PORT: String(port) } });
  expect(await waitForEnd(npm)).toBe(1);
  expect(npm.output()).toMatch(new RegExp(`(?:in use|taken).*${port}|${port}.*(?:in use|taken)`));
  expect(npm.output()).not.toContain('Halyard runs at');
  expect(findProcesses(checkout)).toEqual([]);
});

/** Listens on a port, or on any for 0, unless somebody does already; until the test ends. */
async function occupy(port: number, release?: 'and release'): Promise<number> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
  });
  const address = server.address() as AddressInfo | null;
  const close = () => new Promise((resolve) => void server.close(resolve));
  if (release) await close();
  else onTestFinished(async () => void (await close()));
  return address?.port ?? port;
}
