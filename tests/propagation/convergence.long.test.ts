import { coordinationServers } from '@halyard/coordination/testing';
import { createTestDatabase } from '@halyard/database/testing';
import { expect, inject, test } from 'vitest';

import { proveConvergence } from './convergence.ts';

const seed = Math.floor(Math.random() * 2 ** 31);

test.each(coordinationServers)(
  `after 20 000 verbs every node holds the truth by hints of %s (seed ${seed})`,
  async (server) => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    const { outcomes, gapsHealed } = await proveConvergence({
      server,
      url,
      redisUrl: inject('redisUrl'),
      seed,
      verbsPerWriter: 2_500,
    });
    console.log(Object.fromEntries(outcomes), { gapsHealed });
    expect(outcomes.get('done')).toBeGreaterThan(5_000);
    await drop();
  },
);
