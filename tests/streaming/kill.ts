import { setTimeout as wait } from 'node:timers/promises';

import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  toggleFlag,
  type Context,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createClosers } from '@halyard/http';
import { expect } from 'vitest';

import { startProcess as startEvaluation } from '../../bench/plan/process.ts';
import { bundle } from '../driver/bundle.ts';
import { repeat } from '../driver/repeat.ts';
import { startProcess, type RunningProcess } from '../driver/start-process.ts';
import type { CrowdState } from './crowd/crowd-process.ts';
import { evaluateAllTheTime } from './crowd/evaluate.ts';
import { startNodes } from './installation/nodes.ts';

export interface KillOptions {
  /** Of a database with all migrations. */
  url: string;
  /** Half of them on each of two nodes. */
  streams: number;
  changesPerSecond: number;
}

/** What the loss of a node came to. */
export interface Kill {
  /** From the `kill -9` until every stream was open and had heard the last change. */
  currentAfterMs: number;
  changes: number;
  evaluations: number;
  refusals: number;
}

const flagKey = 'toggled';
const keysCount = 5;
const evaluationsPerSecond = 200;
const changesBefore = 5;
/** By then all are to be current again. */
const patienceMs = 30_000;

/**
 * Kills one of two nodes with -9 while flags are changed and evaluated: all of its streams come to the
 * other and hear every change once, and no evaluation fails.
 */
export async function proveKill({ url, streams, changesPerSecond }: KillOptions): Promise<Kill> {
  const closers = createClosers();
  try {
    const database = createDatabase({ url, maxConnections: 2 });
    closers.add(() => database.$disconnect());
    const onError = () => undefined;
    const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
    closers.add(coordination.close);
    const shop = await createShop({ ...createTestContext(database), hints: coordination.hints });
    const nodes = await startNodes(2, () => ({
      databaseUrl: url,
      heartbeatMs: 30_000,
      seed: 0,
      distortion: { lost: 0, late: 0, doubled: 0 },
      member: { token: '', organizationId: '' },
    }));
    for (const node of nodes) closers.add(node.kill);
    const { keys } = shop;
    const evaluationFile = await bundle(new URL('../../bench/plan/main.ts', import.meta.url));
    const evaluation = await startEvaluation(evaluationFile, 'node', url);
    closers.add(evaluation.stop);
    const crowdFile = await bundle(new URL('crowd/crowd-process.ts', import.meta.url));
    const ports = nodes.map(({ port }) => port);
    const crowd = await startProcess(crowdFile, { ports, keys, streams });
    closers.add(crowd.kill);
    await until(crowd, 0, ({ open }) => open === streams);

    const asked = { url: evaluation.url, keys, flagKey, perSecond: evaluationsPerSecond };
    const asking = evaluateAllTheTime(asked);
    const changing = repeat(1_000 / changesPerSecond, shop.change);
    while (shop.changes() < changesBefore) await wait(5);
    const killedAt = performance.now();
    await nodes[0]!.kill();
    // Whoever has not noticed yet is not counted as come back.
    await until(crowd, 0, ({ open }) => open < streams);
    await until(crowd, 0, ({ open }) => open === streams);
    await changing.stop();
    const seq = await shop.head();
    const state = await until(crowd, seq, ({ current }) => current === streams);
    const currentAfterMs = performance.now() - killedAt;
    await asking.stop();

    expect(state.problems).toEqual([]);
    expect([state.fewest, state.most]).toEqual([shop.changes(), shop.changes()]);
    expect(asking.errors()).toEqual([]);
    const { refusals } = state;
    return { currentAfterMs, changes: shop.changes(), evaluations: asking.asked(), refusals };
  } finally {
    await closers.closeAll();
  }
}

async function until(
  crowd: RunningProcess,
  seq: number,
  holds: (state: CrowdState) => boolean,
): Promise<CrowdState> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const state = await crowd.ask<CrowdState>(seq);
    if (holds(state)) return state;
    if (performance.now() > deadline) throw new Error(`Still ${JSON.stringify(state)}`);
    await wait(50);
  }
}

/** A flag that is toggled, and keys that hear of it. */
async function createShop(ctx: Context) {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Crowded' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const where = { organizationId, applicationId };
  const environments = { production: { enabled: true } };
  const fields = { name: 'Toggled', environments };
  const flag = await createFlag(ctx, { ...where, key: flagKey, fields });
  const keys: string[] = [];
  for (let index = 0; index < keysCount; index++) {
    const name = `Key ${index}`;
    keys.push((await createApiKey(ctx, { ...where, kind: 'sdk', name, tag: 'test' })).secret);
  }
  let changes = 0;
  return {
    keys,
    changes: () => changes,
    async change(): Promise<void> {
      const enabled = changes % 2 === 1;
      await toggleFlag(ctx, {
        organizationId,
        flagId: flag.id,
        environment: 'production',
        enabled,
      });
      changes += 1;
    },
    async head(): Promise<number> {
      const head = await ctx.database.changeHead.findUniqueOrThrow({ where: { organizationId } });
      return Number(head.seq);
    },
  };
}
