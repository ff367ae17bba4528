import { expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop, type Installation } from './driver/installation.ts';
import { makeOwner } from './driver/make-owner.ts';
import { embeddedUrl, query } from './driver/sql.ts';
import { waitUntil } from './driver/wait-until.ts';

const checkout = useCheckout({ hasPackages: true });

const context = { user_id: 'ada', geolocation: { country: 'DE' }, language: 'de' };
const flag_key = 'new-checkout';

test('what is evaluated, reported and answered shows in insights, errors and counts', async () => {
  const halyard = await start(checkout);
  const { evaluationId } = (await post(halyard, '/v1/evaluate', {
    flagKey: flag_key,
    userIdentifier: 'ada',
  })) as { evaluationId: string };
  const events = [
    { id: 'one', flag_key, result: true, context },
    { id: 'one', flag_key, result: true, context },
    {
      flag_key,
      error_type: 'TypeError',
      error_message: 'x of 17 is undefined',
      flag_enabled: true,
    },
    { flag_key: 'nobodys', result: true },
    { flag_key },
  ];
  expect(await post(halyard, '/api/telemetry', { events })).toEqual({
    accepted: 3,
    rejected: 1,
    unknown_flags: 1,
  });
  const report = { evaluationId, result: false, latencyMs: 900 };
  await post(halyard, '/v1/feedback/report', report);
  await post(halyard, '/v1/feedback/report', { ...report, result: true, latencyMs: 142 });

  const token = await makeOwner(halyard);
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(halyard.url + path, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.json() as Promise<Record<string, unknown>>;
  };
  await waitUntil('all of it is counted', async () => {
    const { evaluations, avg_latency_ms } = await get(`/api/flags/${flag_key}/insights`);
    return evaluations === 1 && avg_latency_ms === 142;
  });
  expect(await get(`/api/flags/${flag_key}/insights`)).toMatchObject({
    smart_insights: true,
    feedback_count: 1,
    feedback_coverage: 100,
    success_rate: 100,
    failure_rate: 0,
  });
  expect(await get(`/api/telemetry/flags/${flag_key}/errors`)).toMatchObject({
    total: 1,
    groups: [{ type: 'TypeError', message: 'x of 17 is undefined', count: 1 }],
  });
  const database = await embeddedUrl(checkout);
  const counted = `SELECT reporter || ' ' || sum(count) FROM flag_count GROUP BY reporter ORDER BY 1`;
  expect(await query(database, counted)).toEqual(['public 1', 'server 1']);
  await waitUntil('who asked is one user', async () => {
    const sketches = await query(
      database,
      `SELECT encode(sketch, 'hex') FROM hourly_users WHERE kind = 'variation'`,
    );
    return sketches.length === 2 && sketches[0] === sketches[1];
  });
  await stop(checkout, halyard);
});

/** With the printed SDK key; fails for what is not taken. */
async function post({ url, sdkKey }: Installation, path: string, body: object): Promise<unknown> {
  const headers = { authorization: `ApiKey ${sdkKey}`, 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
  return answer.status === 204 ? undefined : answer.json();
}
