import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createTestDatabase } from '@halyard/database/testing';
import { build } from 'esbuild';
import { expect, inject, onTestFinished, test } from 'vitest';

import { onceEach } from '../../bench/plan/audit.ts';
import { run } from '../../bench/plan/run.ts';
import { bundleOptions } from '../../tooling/launch/bundle-options.mjs';

const script = fileURLToPath(new URL('../../bench/plan/main.ts', import.meta.url));

test('evaluations up to 110 % of a plan on one node are answered, then another process refuses, each level audited once', async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  onTestFinished(drop);
  const folder = await mkdtemp(join(tmpdir(), 'halyard-plan-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'plan.mjs');
  await build(bundleOptions(script, file));
  const audits = (await run({ url, file, rounds: 2 })).map(({ audit }) => audit);
  expect(audits).toEqual([onceEach, onceEach]);
});
