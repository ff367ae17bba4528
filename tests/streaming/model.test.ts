import { expect, test } from 'vitest';

import { proveStreams } from './model.ts';

const fixedSeed = 20_261_122;
const randomSeed = Math.floor(Math.random() * 2 ** 30);

test.each([
  { hints: 'redis', seed: fixedSeed },
  { hints: 'database', seed: randomSeed },
] as const)(
  'whatever is killed, cut or lost, every client hears all of its changes once and in order (hints by $hints, seed $seed)',
  async ({ hints, seed }) => {
    const { faults, counts } = await proveStreams({
      seed,
      hints,
      changes: 500,
      clients: 30,
      changesPerFault: 60,
      cutIntervalMs: 40,
    });

    expect(counts['resyncs']).toBe(0);
    expect(counts['streams']).toBeGreaterThan(60);
    expect(Math.min(...faults.values())).toBeGreaterThan(0);
  },
);
