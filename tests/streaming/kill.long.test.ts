import { createTestDatabase } from '@halyard/database/testing';
import { expect, inject, onTestFinished, test } from 'vitest';

import { proveKill } from './kill.ts';

test('5 000 streams are current within 30 s after the kill -9 of one of two nodes, and no evaluation fails', async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  onTestFinished(drop);
  const kill = await proveKill({ url, streams: 5_000, changesPerSecond: 5 });
  console.log(kill);
  expect(kill.currentAfterMs).toBeLessThan(30_000);
});
