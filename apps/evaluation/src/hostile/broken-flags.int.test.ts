import {
  evaluationRoutes,
  FlagEvaluations,
  FlagList,
  MobileFlagList,
  OfrepEvaluations,
  SnapshotAnswer,
  V1Evaluation,
} from '@halyard/contracts';
import { compile, evaluate, type DataSet } from '@halyard/core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { expectAnswer, expectSound } from './driver/expect-sound.ts';
import { createBrokenFlags } from './driver/flags.ts';
import { startHostileNode, type HostileNode } from './driver/hostile-node.ts';
import { readJson } from './driver/shapes.ts';
import { pathFor, validBody } from './driver/valid-requests.ts';

let node: HostileNode;
let brokenKeys: readonly string[] = [];

beforeAll(async () => {
  node = await startHostileNode(inject('postgresUrl'), async (ctx, shop, database) => {
    brokenKeys = await createBrokenFlags(ctx, shop, database);
  });
});

afterEach(() => expectSound(node));

afterAll(() => node.close());

async function ask(method: string, path: string, body?: object, key = node.keys.server) {
  const text = body && JSON.stringify(body);
  const answer = await node.ask({ method, path, key, ...(text && { body: text }) });
  return { answer, body: readJson(answer.body) };
}

describe.each(evaluationRoutes.filter(({ path }) => path.includes(':key')))(
  'a flag whose row is damaged, at $path',
  (route) => {
    test('is off, and no failure of ours', async () => {
      for (const key of brokenKeys) {
        const path = pathFor(route, key);
        const { answer, body } = await ask(route.method, path, validBody(route));
        const isGeneral = (body as { errorCode?: string }).errorCode === 'GENERAL';
        expectAnswer({ method: route.method, path }, answer, isGeneral ? 400 : 200);
        expect(body).not.toMatchObject({ enabled: true });
        expect(body).not.toMatchObject({ value: true });
      }
    });

    test('is off with the steps, too', async () => {
      for (const key of brokenKeys) {
        const path = pathFor(route, key);
        const { answer } = await ask(route.method, path, { ...validBody(route), explain: true });
        expect([200, 400]).toContain(answer.status);
      }
    });
  },
);

describe('damaged flags do not keep sound ones from being answered', () => {
  test.each(['sdk', 'server'] as const)('in the list for the %s key', async (kind) => {
    const path = '/api/sdk/flags?environment=production';
    const { answer, body } = await ask('GET', path, undefined, node.keys[kind]);
    expectAnswer({ method: 'GET', path }, answer, 200);
    const { flags } = FlagList.parse(body);
    const ofKey = new Map(flags.map((flag) => [flag.key, flag]));
    expect([...ofKey.keys()].toSorted()).toEqual([...node.flagKeys, ...brokenKeys].toSorted());
    for (const key of brokenKeys) expect(ofKey.get(key)).toMatchObject({ enabled: false });
    expect(ofKey.get('plain')).toMatchObject({ enabled: true });
  });

  test('in the mobile list', async () => {
    const { body } = await ask('GET', '/v1/flags');
    const { flags } = MobileFlagList.parse(body);
    expect(flags).toHaveLength(node.flagKeys.length + brokenKeys.length);
    expect(flags).toContainEqual({ key: 'plain', enabled: true });
  });

  test('in bulk', async () => {
    const { body } = await ask('POST', '/api/flags/evaluate', {});
    const { flags, count } = FlagEvaluations.parse(body);
    expect(count).toBe(node.flagKeys.length + brokenKeys.length);
    expect(flags['plain']).toMatchObject({ enabled: true });
  });

  test('in OpenFeature’s bulk', async () => {
    const { body } = await ask('POST', '/ofrep/v1/evaluate/flags', {});
    const { flags } = OfrepEvaluations.parse(body);
    expect(flags).toContainEqual(expect.objectContaining({ key: 'plain', value: true }));
  });

  test('in the v1 API, one user or many', async () => {
    for (const flagKey of brokenKeys) {
      const one = await ask('POST', '/v1/evaluate', { flagKey, userIdentifier: 'u' });
      expect(V1Evaluation.parse(one.body)).toMatchObject({ value: false });
      const many = await ask('POST', '/v1/evaluate/bulk', { flagKey, userIdentifiers: ['u'] });
      expect(many.body).toEqual({ u: one.body });
    }
  });

  test('in the snapshot, by which an SDK decides as the node does', async () => {
    const path = '/api/sdk/snapshot?environment=production';
    const { answer, body } = await ask('GET', path);
    expectAnswer({ method: 'GET', path }, answer, 200);
    const { flags, application_id: applicationId } = SnapshotAnswer.parse(body);
    const local = compile({ flags, segments: [] } as unknown as DataSet);
    for (const flagKey of brokenKeys) {
      const evaluation = evaluate(local, {
        applicationId,
        flagKey,
        environment: 'production',
        context: { user_id: 'u' },
        now: Date.now(),
      });
      const { body: own } = await ask('POST', `/api/flags/${flagKey}/evaluate`, {
        context: { user_id: 'u' },
      });
      expect(own, flagKey).toMatchObject({ reason: evaluation.reason });
    }
  });
});
