import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { monthAt } from '@halyard/contracts';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

import { bundleOptions } from '../../../../tooling/launch/bundle-options.mjs';
import type { CountingProcessInput } from './counting-process.ts';
import { createMeteringKit } from './metering-kit.ts';

const source = fileURLToPath(new URL('counting-process.ts', import.meta.url));

test('what a node has flushed counts once, though it is killed with -9', async () => {
  const kit = await createMeteringKit();
  onTestFinished(kit.close);
  const folder = await mkdtemp(join(tmpdir(), 'halyard-metering-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const script = join(folder, 'counting-process.mjs');
  const options = bundleOptions(source, script);
  // Drivers that the queue's library loads only where they are used.
  await build({ ...options, external: [...options.external, 'ioredis', 'bullmq-otel', 'redis'] });
  const input: CountingProcessInput = { url: kit.url, key: kit.key };
  const flushed: number[] = [];
  const child = fork(script, [JSON.stringify(input)], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.on('message', (evaluations) => flushed.push(evaluations as number));
  await expect.poll(() => flushed.length).toBeGreaterThan(5);
  child.kill('SIGKILL');
  await once(child, 'exit');

  await expect.poll(kit.countWaitingJobs).toBe(0);
  const told = flushed.reduce((sum, evaluations) => sum + evaluations, 0);
  const counted = await kit.readEvaluations(monthAt(Date.now()).name);
  const batches = await kit.database.processedBatch.count();
  expect(counted).toBeGreaterThanOrEqual(told);
  // The last ones may have been stored without being told of.
  if (batches === flushed.length) expect(counted).toBe(told);
});
