import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { monthAt } from '@halyard/contracts';
import { coordinationServers } from '@halyard/coordination/testing';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

import { bundleOptions } from '../../../../tooling/launch/bundle-options.mjs';
import type { CountingProcessInput } from './counting-process.ts';
import { createMeteringKit } from './metering-kit.ts';

const source = fileURLToPath(new URL('counting-process.ts', import.meta.url));

test.each(coordinationServers)(
  'what a node has flushed counts once, though it is killed with -9: by %s',
  async (server) => {
    const kit = await createMeteringKit(server);
    onTestFinished(kit.close);
    const folder = await mkdtemp(join(tmpdir(), 'halyard-metering-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const script = join(folder, 'counting-process.mjs');
    await build(bundleOptions(source, script));
    const input: CountingProcessInput = { queues: kit.queues, key: kit.key };
    const flushed: number[] = [];
    const child = fork(script, [JSON.stringify(input)], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.on('message', (evaluations) => flushed.push(evaluations as number));
    await expect.poll(() => flushed.length).toBeGreaterThan(5);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const countBatches = () => kit.database.processedBatch.count();
    await expect.poll(countBatches).toBeGreaterThanOrEqual(flushed.length);
    const told = flushed.reduce((sum, evaluations) => sum + evaluations, 0);
    const counted = await kit.readEvaluations(monthAt(Date.now()).name);
    const batches = await countBatches();
    expect(counted).toBeGreaterThanOrEqual(told);
    // The last ones may have been stored without being told of.
    if (batches === flushed.length) expect(counted).toBe(told);
  },
);
