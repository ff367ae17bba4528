import { expectStatus } from './identity.ts';
import type { Visitor } from './visitor.ts';

const flag = '/api/flags/new-checkout';

/** Evaluates by a key in every header that takes one, and by the same with a slip of the pen. */
export async function evaluate(browser: Visitor, key: string): Promise<void> {
  const body = { context: { user_id: 'user-123' } };
  const headersOf = (key: string): Record<string, string>[] => [
    { 'x-sdk-key': key },
    { 'x-api-key': key },
    { authorization: `Bearer ${key}` },
    { authorization: `ApiKey ${key}` },
  ];
  for (const headers of headersOf(key)) {
    expectStatus(await browser.post(`${flag}/evaluate`, body, headers), 200);
    await browser.get('/api/sdk/flags', headers);
    await browser.get('/api/sdk/snapshot', headers);
    await browser.post('/v1/evaluate', { flagKey: 'new-checkout', ...body }, headers);
    await browser.post('/v1/evaluate', `{"flagKey": "${key}`, headers);
    await browser.post('/ofrep/v1/evaluate/flags', body, headers);
  }
  for (const headers of headersOf(`${key}x`)) {
    expectStatus(await browser.post(`${flag}/evaluate`, body, headers), 401);
    await browser.post('/v1/evaluate', body, headers);
    await browser.post('/ofrep/v1/evaluate/flags', body, headers);
  }
  expectStatus(await browser.post(`${flag}/evaluate?apiKey=${key}`, body), 401);
}
