import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop, type Installation } from './driver/installation.ts';
import { paste, type Answer } from './driver/paste.ts';
import { embeddedUrl, query } from './driver/sql.ts';

const checkout = useCheckout();
let cold: Installation;
let answer: Answer;
let documentation: number[];

beforeAll(async () => {
  cold = await start(checkout);
  answer = await paste(cold.curl);
  documentation = await Promise.all(
    ['/docs', '/docs/scalar.js', '/openapi.json'].map(
      async (path) => (await fetch(cold.url + path)).status,
    ),
  );
  const url = await embeddedUrl(checkout);
  await query(url, `UPDATE organization SET name = 'Kept'`);
  await stop(checkout, cold);
});

test('a bare checkout shows its progress, then the address, the keys and a curl line', () => {
  const expected = [
    'Fetched packages in',
    'Installed packages in',
    'Built in',
    'Applied migrations',
    `Halyard runs at  ${cold.url}`,
    `SDK key          ${cold.sdkKey}`,
    `Server key       ${cold.serverKey}`,
    `curl -s ${cold.url}`,
  ];
  const positions = expected.map((text) => cold.npm.output().indexOf(text));
  expect(cold.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(cold.sdkKey).toMatch(/^sdk_\S+$/);
  expect(cold.serverKey).toMatch(/^srv_\S+$/);
  expect(positions).not.toContain(-1);
  expect(positions).toEqual(positions.toSorted((a, b) => a - b));
});

test('the curl line of a first start answers when it is pasted', () => {
  expect(answer.status).toBe(200);
  expect(answer.body).toContain('"enabled":true');
});

test('the documentation is served with all it needs', () => {
  expect(documentation).toEqual([200, 200, 200]);
});

test('without a terminal nothing is asked and no escape code is printed', () => {
  expect(cold.npm.printed()).not.toContain('\u001B');
});

test('a second start fetches, installs and builds nothing, and finds keys and data', async () => {
  const made = ['node_modules/.halyard-installed', 'apps/standalone/dist/main.js'];
  const times = () =>
    Promise.all(made.map(async (file) => (await stat(join(checkout.root, file))).mtimeMs));
  const before = await times();
  const warm = await start(checkout);
  expect(await times()).toEqual(before);
  expect(warm.npm.output()).not.toMatch(/Fetch|Install|Creating|Applied/);
  expect(warm.sdkKey).toBe(cold.sdkKey);
  expect(warm.serverKey).toBe(cold.serverKey);
  expect(await paste(warm.curl)).toMatchObject({ status: 200 });
  expect(await query(await embeddedUrl(checkout), 'SELECT name FROM organization')).toEqual([
    'Kept',
  ]);
});
