import { expect, test } from 'vitest';

import { proveDurability } from './durability.ts';

const fixedSeed = 20_261_122;
const randomSeed = Math.floor(Math.random() * 2 ** 30);

test.each([fixedSeed, randomSeed])(
  'kill -9 of a writer or of PostgreSQL leaves whole changes, and all that was acknowledged (seed %i)',
  async (seed) => {
    expect(await proveDurability({ seed, kills: 4 })).toBeGreaterThan(0);
  },
);
