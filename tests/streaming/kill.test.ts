import { createTestDatabase } from '@halyard/database/testing';
import { expect, inject, onTestFinished, test } from 'vitest';

import { proveKill } from './kill.ts';

test('after the kill -9 of a node its streams go on with the other, and no evaluation fails', async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  onTestFinished(drop);
  const { evaluations } = await proveKill({ url, streams: 300, changesPerSecond: 10 });
  expect(evaluations).toBeGreaterThan(0);
});
