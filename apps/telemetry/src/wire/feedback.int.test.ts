import type { FlagDocument } from '@halyard/contracts';
import { archiveFlag, deleteFlag, toggleFlag, updateFlag } from '@halyard/domain';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { nowMs, useTelemetry } from '../testing/use-telemetry.ts';

const kit = useTelemetry();
let flag: FlagDocument;
const tenMinutesMs = 600_000;

const observed = (key: string) =>
  kit.createFlag(key, {
    fields: {
      environments: {
        production: { enabled: true, smart_insights: true },
        staging: { enabled: true, smart_insights: true },
      },
    },
  });
const mint = (environment = 'production', of = flag, value = true) =>
  kit.node.mint(kit.shop.organizationId, { serial: of.insight_serials![environment]!, value });

beforeAll(async () => {
  flag = await observed('observed');
  await kit.catchUp();
});
beforeEach(() => {
  kit.node.registry.resetMetrics();
});

const outcomes = () => kit.metric('halyard_feedback_reports_total');

test('a report says what became of what was evaluated, where and when', async () => {
  const evaluationId = mint();
  const body = { evaluationId: evaluationId.toUpperCase(), result: true, latencyMs: 142.5 };
  expect(await kit.post('/v1/feedback/report', body)).toMatchObject({ status: 204, text: '' });
  const [batch] = await vi.waitUntil(() => kit.feedback.length > 0 && kit.feedback);
  expect(batch).toMatchObject({ ...kit.shop, reporter: 'public', receivedAtMs: nowMs });
  expect(batch!.reports).toEqual([
    {
      evaluationId,
      evaluatedAtMs: nowMs - (nowMs % tenMinutesMs),
      flagId: flag.id,
      environment: 'production',
      value: true,
      result: true,
      latencyUs: 142_500,
    },
  ]);
  expect(await outcomes()).toEqual({ accepted: 1 });
});

test('reports in bulk are one batch, in their order', async () => {
  const ids = [mint(), mint('staging', flag, false), mint()];
  const given = ids.map((evaluationId, index) => ({ evaluationId, result: index === 0 }));
  const { reports } = await kit.reportFeedback(...given, {
    ...given[0],
    result: false,
    errorType: 'E',
  });
  expect(reports.map(({ evaluationId }) => evaluationId)).toEqual([...ids, ids[0]]);
  expect(reports[1]).toMatchObject({ environment: 'staging', value: false });
  expect(reports[3]).toMatchObject({ result: false, errorType: 'E' });
});

test('what cannot count is dropped, counted, and answered as all else', async () => {
  const gone = await observed('gone');
  const ofGone = mint('production', gone);
  const off = await observed('off');
  const ofOff = mint('production', off);
  const { organizationId } = kit.shop;
  await deleteFlag(kit.ctx, { organizationId, flagId: gone.id });
  const patch = { environments: { production: { smart_insights: false } } };
  await updateFlag(kit.ctx, { organizationId, flagId: off.id, change: { patch } });
  await kit.catchUp();
  const foreign = kit.node.mint(crypto.randomUUID(), { serial: 1, value: true });
  const { reports } = await kit.reportFeedback(
    { evaluationId: crypto.randomUUID(), result: true },
    { evaluationId: foreign, result: true },
    { evaluationId: ofGone, result: true },
    { evaluationId: ofOff, result: true },
    { evaluationId: mint(), result: 'yes' },
    { evaluationId: 'no id', result: true },
    { evaluationId: mint(), result: true },
  );
  expect(reports).toHaveLength(1);
  expect(await outcomes()).toEqual({
    accepted: 1,
    invalid: 2,
    unverified: 2,
    unknown_flag: 1,
    insights_off: 1,
  });
});

test('a flag that is new since the last report is known', async () => {
  await kit.reportFeedback({ evaluationId: mint(), result: true });
  const later = await observed('later');
  await kit.catchUp();
  const { reports } = await kit.reportFeedback({
    evaluationId: mint('staging', later),
    result: true,
  });
  expect(reports).toMatchObject([{ flagId: later.id, environment: 'staging' }]);
});

test('what an archived or a switched-off flag was evaluated to counts', async () => {
  const { organizationId } = kit.shop;
  const place = { organizationId, flagId: flag.id, environment: 'production' };
  const archived = await observed('archived');
  await archiveFlag(kit.ctx, { organizationId, flagId: archived.id });
  await toggleFlag(kit.ctx, { ...place, enabled: false });
  await kit.catchUp();
  const ids = [mint('production', archived), mint()];
  const given = ids.map((evaluationId) => ({ evaluationId, result: true }));
  const { reports } = await kit.reportFeedback(...given);
  expect(reports).toMatchObject([{ flagId: archived.id }, { flagId: flag.id }]);
});

test.each([{}, { evaluationId: 5 }, { evaluationId: '', result: true }])(
  'a report of %j is 400 in the shape of the v1 API',
  async (body) => {
    expect(await kit.post('/v1/feedback/report', body)).toMatchObject({
      status: 400,
      json: { status: 400, error: 'Bad Request', message: 'evaluationId must be a UUID' },
    });
  },
);

test.each([
  {},
  { feedbacks: {} },
  {
    feedbacks: Array.from({ length: 501 }, () => ({
      evaluationId: crypto.randomUUID(),
      result: true,
    })),
  },
])('reports in bulk that are no list, or more than 500, are 400', async (body) => {
  const answer = await kit.post('/v1/feedback/bulk', body);
  expect(answer).toMatchObject({ status: 400, json: { status: 400, error: 'Bad Request' } });
});

test('a report that is not as it must be is 204 where its id is one', async () => {
  const body = { evaluationId: mint(), result: 1, latencyMs: -1 };
  expect(await kit.post('/v1/feedback/report', body)).toMatchObject({ status: 204 });
  expect(await outcomes()).toEqual({ invalid: 1 });
});
