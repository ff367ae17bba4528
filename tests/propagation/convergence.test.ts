import { coordinationServers } from '@halyard/coordination/testing';
import { createTestDatabase } from '@halyard/database/testing';
import { describe, expect, inject, test } from 'vitest';

import { proveConvergence } from './convergence.ts';

const fixedSeed = 20_261_122;
const randomSeed = Math.floor(Math.random() * 2 ** 31);

describe.each(coordinationServers)('by hints of %s', (server) => {
  test.each([fixedSeed, randomSeed])(
    'every node comes to hold the truth, whatever happens to hints and connections (seed %i)',
    async (seed) => {
      const { url, drop } = await createTestDatabase(inject('postgresUrl'));
      const { outcomes, gapsHealed } = await proveConvergence({
        server,
        url,
        redisUrl: inject('redisUrl'),
        seed,
        verbsPerWriter: 100,
      });
      expect(outcomes.get('done')).toBeGreaterThan(100);
      expect(gapsHealed).toBeGreaterThan(0);
      await drop();
    },
  );
});
