import { archiveFlag, createFlag, deleteFlag, recordFeedback } from '@halyard/domain';
import { beforeAll, expect, test } from 'vitest';

import { useAnalytics } from '../testing/use-analytics.ts';

const analytics = useAnalytics();

const ask = (flag: string, query = '') =>
  analytics.ask(analytics.members.VIEWER, `/api/flags/${flag}/insights${query}`);

const create = async (key: string, applicationId: string | null = analytics.applicationId) => {
  const { organizationId } = analytics;
  const environments = applicationId === null ? {} : { production: { smart_insights: true } };
  const owner = analytics.as(analytics.members.OWNER);
  const fields = { name: key, environments };
  const { id } = await createFlag(owner, { organizationId, applicationId, key, fields });
  return { organizationId, flagId: id };
};

let flag: { organizationId: string; flagId: string };

/** Of four evaluations two were reported on: one went well, in 100 ms, one did not, in 50. */
beforeAll(async () => {
  flag = await create('new-checkout');
  const { applicationId, ctx } = analytics;
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const place = { ...flag, applicationId, environment: 'production', hour };
  const counted = { variation: '', result: true, count: 5n, identified: 4n };
  await ctx.database.flagCount.create({ data: { ...place, ...counted, reporter: 'server' } });
  const reports = [true, false].map((result) => ({
    evaluationId: crypto.randomUUID(),
    evaluatedAtMs: hour.getTime(),
    flagId: flag.flagId,
    environment: 'production',
    value: true,
    result,
    latencyUs: result ? 100_000 : 50_000,
  }));
  const { organizationId } = flag;
  const batch = { id: ctx.newId(), organizationId, applicationId, receivedAtMs: Date.now() };
  await recordFeedback(ctx, [{ ...batch, reporter: 'public', reports }]);
});

const figures = {
  evaluations: 4,
  feedback_count: 2,
  feedback_coverage: 50,
  success_rate: 50,
  failure_rate: 50,
  avg_latency_ms: 75,
};
const nothing = { evaluations: 0, feedback_count: 0, feedback_coverage: null, success_rate: null };

test('feedback is told by the flag’s id and by its key, of production and 30 days unless asked otherwise', async () => {
  for (const name of [flag.flagId, 'new-checkout']) {
    const { status, body } = await ask(name);
    expect([status, body]).toMatchObject([
      200,
      {
        flag_id: flag.flagId,
        flag_key: 'new-checkout',
        environment: 'production',
        time_range: '30d',
        smart_insights: true,
        ...figures,
        by_value: [
          { value: true, ...figures },
          { value: false, ...nothing },
        ],
      },
    ]);
    expect(body['p50_latency_ms']).toBeCloseTo(50, 0);
  }
});

test.each(['1h', '24h', '7d', '30d', '90d'])('feedback of the last %s is told', async (range) => {
  const { body } = await ask('new-checkout', `?time_range=${range}&environment=production`);
  expect(body).toMatchObject({ time_range: range, ...figures });
});

test.each(['staging', 'never-was', '__proto__', ''])(
  'in an environment without Smart Insights there is nothing: %j',
  async (environment) => {
    const { status, body } = await ask('new-checkout', `?environment=${environment}`);
    expect([status, body]).toMatchObject([200, { environment, smart_insights: false, ...nothing }]);
  },
);

test.each(['time_range=2h', 'time_range=', 'environment=%00', 'days=7'])(
  'what there is not is refused: %s',
  async (query) => {
    const { status, body } = await ask('new-checkout', `?${query}`);
    expect([status, body['error']]).toEqual([400, 'invalid_request']);
  },
);

test('an archived flag is told of; a deleted one is not, nor one that never was', async () => {
  const gone = await create('gone');
  const owner = analytics.as(analytics.members.OWNER);
  await archiveFlag(owner, gone);
  expect((await ask('gone')).status).toBe(200);
  await deleteFlag(owner, gone);
  for (const name of ['gone', gone.flagId, crypto.randomUUID(), '%00']) {
    expect([name, (await ask(name)).status]).toEqual([name, 404]);
  }
});

test('a key that several flags have is refused, until the request says which', async () => {
  await create('shared');
  const enterprise = await create('shared', null);
  const { status, body } = await ask('shared');
  expect([status, body['error']]).toEqual([409, 'ambiguous_key']);
  const answer = await ask('shared', '?scope=enterprise');
  expect([answer.status, answer.body['flag_id']]).toEqual([200, enterprise.flagId]);
});
