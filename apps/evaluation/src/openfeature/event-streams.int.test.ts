import { apiKeyHashText } from '@halyard/auth';
import { OfrepEvaluations } from '@halyard/contracts';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature, type Provider } from '@openfeature/web-sdk';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { createMember } from '../testing/member.ts';
import { send } from '../testing/send.ts';
import { onInProduction, useWire } from '../testing/use-wire.ts';
import { streamTokens } from './start-shop.ts';

/** Of its two nodes one announces streams. */
const wire = useWire({
  verifyToken: () => Promise.resolve(createMember(wire.shop.organizationId)),
});
let minted = 0;
const mintStreamToken: typeof streamTokens.mint = (holder) => {
  minted++;
  return streamTokens.mint(holder);
};
const path = '/ofrep/v1/evaluate/flags';
let url = '';

beforeAll(async () => {
  await wire.createFlag('checkout', onInProduction());
  const announcing = await wire.startNode({ mintStreamToken });
  url = announcing.url;
  await wire.settle(announcing);
});

const ask = (headers: Record<string, string> = {}, at = url) =>
  send(at, { path, headers: { 'X-API-Key': wire.keys.sdk, ...headers } });

/** The token that a stream's address carries, which is all that differs between two. */
const tokenIn = (address: string): string =>
  /^\/ofrep\/v1\/stream\?token=([\w-]{96})$/.exec(address)![1]!;

describe('a bulk answer to a key', () => {
  test('announces one stream, with a token of that key, another each time', async () => {
    const tokens = new Set<string>();
    for (const key of [...Object.values(wire.keys), ...Object.values(wire.keys)]) {
      const { eventStreams } = OfrepEvaluations.parse((await ask({ 'X-API-Key': key })).json);
      expect(eventStreams).toEqual([{ type: 'sse', endpoint: { requestUri: expect.any(String) } }]);
      const token = tokenIn(eventStreams![0]!.endpoint.requestUri);
      const { id: keyId, organizationId } = wire.node.replica.findKey(apiKeyHashText(key))!;
      expect(streamTokens.verify(token)).toEqual({ organizationId, keyId });
      tokens.add(token);
    }
    expect(tokens.size).toBe(4);
  });

  test('has the flags that it has where no stream is announced', async () => {
    const silent = await ask({}, wire.node.url);
    const { json } = await ask();
    expect(silent.json).toEqual({ flags: json.flags });
  });

  test('has an ETag that lasts for less than its token does, so that a 304 leaves one that opens', async () => {
    const { headers } = await ask();
    const known = { 'If-None-Match': headers.etag! };
    const minutes = (many: number) => (wire.clock.nowMs += many * 60_000);
    const began = wire.clock.nowMs;
    while ((await ask(known)).status === 304) minutes(1);
    expect(wire.clock.nowMs - began).toBeLessThanOrEqual(5 * 60_000);
    wire.clock.nowMs = began;
  });

  test('is 304 to who has the flags already, and costs no token', async () => {
    const { headers } = await ask();
    const before = minted;
    const answer = await ask({ 'If-None-Match': headers.etag! });
    expect(answer).toMatchObject({ status: 304, text: '', headers: { etag: headers.etag } });
    expect(minted).toBe(before);
  });
});

test('nothing else announces a stream: no answer to a member, of one flag, or that refuses', async () => {
  const member = await send(url, { path, headers: { Authorization: 'Bearer token' } });
  expect(member.json).toEqual({ flags: [] });
  const headers = { 'X-API-Key': wire.keys.sdk };
  const one = await send(url, { path: `${path}/checkout`, headers });
  expect(one.json).toMatchObject({ key: 'checkout', value: true });
  expect(one.json).not.toHaveProperty('eventStreams');
  const body = '{"context": []}';
  const refused = await send(url, { path, headers, body });
  expect(refused.status).toBe(400);
  expect(refused.json).not.toHaveProperty('eventStreams');
});

describe('a page with the published provider', () => {
  afterEach(async () => {
    await OpenFeature.close();
    vi.unstubAllGlobals();
  });

  test('connects to the stream where it asked for flags', async () => {
    const addresses: string[] = [];
    // What browsers have and Node does not.
    vi.stubGlobal(
      'EventSource',
      class {
        constructor(address: string) {
          addresses.push(address);
        }
        addEventListener = () => undefined;
        close = () => undefined;
      },
    );
    const headers: [string, string][] = [['X-SDK-Key', wire.keys.sdk]];
    const provider = new OFREPWebProvider({ baseUrl: url, headers, cacheMode: 'disabled' });
    await OpenFeature.setProviderAndWait(provider as Provider);
    expect(addresses).toHaveLength(1);
    expect(addresses[0]!.startsWith(url)).toBe(true);
    expect(streamTokens.verify(tokenIn(addresses[0]!.slice(url.length)))).toBeDefined();
  });
});
