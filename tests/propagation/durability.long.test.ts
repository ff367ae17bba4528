import { expect, test } from 'vitest';

import { proveDurability } from './durability.ts';

const seed = Math.floor(Math.random() * 2 ** 30);
const kills = 60;

test(`after each of ${kills} kill -9 nothing is half done, nothing acknowledged is lost (seed ${seed})`, async () => {
  const acknowledged = await proveDurability({ seed, kills });
  console.log({ acknowledged });
  expect(acknowledged).toBeGreaterThan(kills);
});
