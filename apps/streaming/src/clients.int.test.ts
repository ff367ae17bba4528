import { flagEventNames, type FlagDocument } from '@halyard/contracts';
import { createTcpProxy, type TcpProxy } from '@halyard/database/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { clientLibraries, type HandedOn } from './testing/client-libraries.ts';
import { createRandom } from './testing/random.ts';
import { useStreams } from './testing/use-streams.ts';

const kit = useStreams({ allowsKeyInQuery: true });

let proxy: TcpProxy;

beforeEach(async () => {
  proxy = await createTcpProxy(kit.node.url);
  // One of them is at home in pages alone.
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('document', { removeEventListener: () => undefined });
});
afterEach(async () => {
  await proxy.close();
  vi.unstubAllGlobals();
});

/** A change of a flag as both of its frames say it. */
function framesOf(flag: FlagDocument, seq: number): HandedOn[] {
  const { key, organization_id, application_id, version, status } = flag;
  const environments = Object.fromEntries(
    Object.entries(flag.environments).map(([name, { enabled }]) => [name, enabled]),
  );
  return (['underscore', 'dotted'] as const).map((spelling) => {
    const type = flagEventNames.updated[spelling];
    const told = { type, key, organization_id, application_id, environments, version, status };
    return [type, JSON.stringify(told), spelling === 'dotted' ? `${seq}` : `${seq}.1`];
  });
}

const seed = Math.floor(Math.random() * 2 ** 31);

test(`libraries of others hand on every change once, in order, however often connections break (seed ${seed})`, async () => {
  const random = createRandom(seed);
  const flag = await kit.createFlag('f');
  await kit.catchUp();
  const url = proxy.url.replace(/\/$/, '');
  const clients = Object.values(clientLibraries).map((listen) => listen(url, kit.key));
  const areBack = () => expect.poll(() => kit.metric('halyard_streams')).toBe(clients.length);
  await areBack();
  const from = await kit.head();
  const log: HandedOn[] = [];
  const breaks = new Set([1, 2, 3].map((n) => random.between(n * 50, n * 50 + 30)));
  for (let n = 1; n <= 200; n++) {
    if (breaks.has(n)) {
      await areBack();
      proxy.dropConnections();
    }
    log.push(...framesOf(await kit.toggle(flag, n % 2 === 0), from + n));
  }
  for (const { handedOn } of clients)
    await expect.poll(() => handedOn.at(-1)?.[2], { timeout: 20_000 }).toBe(`${from + 200}`);
  for (const { handedOn, close } of clients) {
    expect(handedOn).toEqual(log);
    close();
  }
  expect(await kit.metric('halyard_stream_resumes_total')).toBe(breaks.size * clients.length);
});
