import { expect, test } from 'vitest';

import { proveDurability } from './durability.ts';

const fixedSeed = 20_261_122;
const randomSeed = Math.floor(Math.random() * 2 ** 30);

test.concurrent.each([
  { server: 'Redis', seed: fixedSeed },
  { server: 'PostgreSQL', seed: randomSeed },
] as const)(
  'whatever is killed, what was acknowledged counts once, and nothing twice (queues on $server, seed $seed)',
  async ({ server, seed }) => {
    const { acknowledged, faults } = await proveDurability({
      seed,
      server,
      reports: 10_000,
      reportsPerRequest: 25,
      flags: 4,
      strikes: 8,
    });
    expect(acknowledged).toBeGreaterThan(5_000);
    expect(Math.min(...faults.values())).toBeGreaterThan(0);
  },
);
