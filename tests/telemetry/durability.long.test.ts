import { queueServers } from '@halyard/queue/testing';
import { expect, test } from 'vitest';

import { proveDurability } from './durability.ts';

const seed = Math.floor(Math.random() * 2 ** 30);

test.each(queueServers)(
  `of 200 000 reports those acknowledged count once, whatever is killed: queues on %s (seed ${seed})`,
  async (server) => {
    const run = await proveDurability({
      seed,
      server,
      reports: 200_000,
      reportsPerRequest: 100,
      flags: 12,
      strikes: 60,
    });
    console.log({ server, ...run });
    expect(run.acknowledged).toBeGreaterThan(100_000);
    expect(Math.min(...run.faults.values())).toBeGreaterThan(5);
  },
);
