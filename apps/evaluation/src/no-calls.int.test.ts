import { evaluationRoutes } from '@halyard/contracts';
import { coordinationServers } from '@halyard/coordination/testing';
import {
  changePlan,
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  createSegment,
  type Context,
} from '@halyard/domain';
import { beforeEach, describe, expect, inject, test, vi } from 'vitest';

import { startMeteredApp } from './testing/start-metered-app.ts';

const noon = Date.UTC(2100, 0, 1, 12);
const context = { user_id: 'ada', attributes: { plan: 'pro' } };
const ofrep = { context: { targetingKey: 'ada', plan: 'pro' } };

type Path = (typeof evaluationRoutes)[number]['path'];

/** What each route is sent, lists aside, and how many evaluations that costs. */
const questions: Record<Path, { body?: object; evaluations: number }> = {
  '/api/flags/:key/evaluate': { body: { context }, evaluations: 1 },
  '/api/evaluate/:key': { body: { context }, evaluations: 1 },
  '/v1/flags/:key/evaluate': { body: { context }, evaluations: 1 },
  '/v1/evaluate': { body: { flagKey: 'flag', userIdentifier: 'ada' }, evaluations: 1 },
  '/ofrep/v1/evaluate/flags/:key': { body: ofrep, evaluations: 1 },
  '/v1/flags/:key/variation': { body: { context }, evaluations: 1 },
  '/api/flags/evaluate': { body: { context, keys: ['flag', 'none', 'other'] }, evaluations: 2 },
  '/v1/evaluate/bulk': {
    body: { flagKey: 'flag', userIdentifiers: ['ada', 'grace', 'ada'] },
    evaluations: 2,
  },
  '/ofrep/v1/evaluate/flags': { body: ofrep, evaluations: 2 },
  '/api/segments/:segment_id/evaluate': { body: { context }, evaluations: 0 },
  '/v1/flags': { evaluations: 0 },
  '/api/sdk/flags': { evaluations: 0 },
  '/api/sdk/enterprise-flags': { evaluations: 0 },
  '/api/sdk/snapshot': { evaluations: 0 },
};

let app: Awaited<ReturnType<typeof startMeteredApp>>;
let keys: string[];

async function fill(ctx: Context): Promise<void> {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  // A plan with a limit, so that its usage is shared.
  await changePlan(ctx, { organizationId, plan: 'PRO' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const shop = { organizationId, applicationId };
  for (const key of ['flag', 'other']) {
    const targeting = { attribute: 'plan', operator: 'equals', values: ['pro'] };
    const environments = { production: { enabled: true, targeting } };
    await createFlag(ctx, { ...shop, key, fields: { name: key, environments } });
  }
  await createSegment(ctx, { organizationId, key: 'flag', fields: { name: 'Flag' } });
  const named = { ...shop, name: 'Key', tag: 'test' };
  const sdk = { kind: 'sdk', dailyBudget: 1_000_000, addressLimit: 9_000 } as const;
  keys = [
    (await createApiKey(ctx, { ...named, kind: 'server' })).secret,
    (await createApiKey(ctx, { ...named, ...sdk })).secret,
  ];
}

/** Asks each route in turn, by each key in turn; gives how many evaluations were answered. */
async function ask(requests: number): Promise<number> {
  let evaluations = 0;
  for (let n = 0; n < requests; n++) {
    const { method, path, access } = evaluationRoutes[n % evaluationRoutes.length]!;
    const isServerOnly = access.startsWith('server_key');
    const key = keys[isServerOnly ? 0 : Math.floor(n / evaluationRoutes.length) % 2]!;
    const question = questions[path];
    const answer = await fetch(app.url + path.replace(/:\w+/, 'flag'), {
      method,
      headers: { 'x-api-key': key },
      ...(question.body && { body: JSON.stringify(question.body) }),
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    evaluations += question.evaluations;
  }
  return evaluations;
}

describe.each(coordinationServers)('with counters and queues on %s', (server) => {
  beforeEach(async () => {
    // What is done now and then is done when a test says so.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    app = await startMeteredApp({
      server,
      postgresUrl: inject('postgresUrl'),
      redisUrl: inject('redisUrl'),
      fill,
      now: () => noon,
    });
    return async () => {
      vi.useRealTimers();
      await app.close();
    };
  });

  test('evaluations cost no statement, and no call of a counter or queue but for leases of limits', async () => {
    await expect
      .poll(app.calls)
      .toEqual(Array(2).fill(expect.stringMatching(/^limits:evaluation:nodes:/)));
    expect(app.statements()).not.toEqual([]);
    app.reset();
    const evaluations = await ask(600);

    expect(app.statements()).toEqual([]);
    const isLease = (name: string) => /^limits:evaluation:(?:minute|day):/.test(name);
    expect(app.calls().filter((name) => !isLease(name))).toEqual([]);
    // Four limits were spent from, each by leases that grow.
    expect(app.calls().length).toBeLessThanOrEqual(50);

    // They were metered all the same.
    await vi.advanceTimersByTimeAsync(1_000);
    await expect
      .poll(app.calls)
      .toEqual(
        expect.arrayContaining([
          'evaluation-counts',
          'key-usage',
          expect.stringMatching(/^evaluations:/),
        ]),
      );
    const usage = app.calls().find((name) => name.startsWith('evaluations:'))!;
    await expect.poll(() => app.counters.add(usage, 0, noon)).toBe(evaluations);
  });
});
