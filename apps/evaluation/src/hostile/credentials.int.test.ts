import { evaluationRoutes } from '@halyard/contracts';
import { afterAll, afterEach, beforeAll, describe, inject, test } from 'vitest';

import { expectAnswer, expectNoSecret, expectSound } from './driver/expect-sound.ts';
import { startHostileNode, type HostileNode } from './driver/hostile-node.ts';
import { pathFor, validText } from './driver/valid-requests.ts';

let node: HostileNode;

beforeAll(async () => {
  node = await startHostileNode(inject('postgresUrl'));
});

afterEach(() => expectSound(node));

afterAll(() => node.close());

describe.each(evaluationRoutes)('$method $path', (route) => {
  const request = { method: route.method, path: pathFor(route, 'plain') };
  const isForServers = route.access.startsWith('server_key');
  const isForKeysAlone = route.access === 'server_key';
  const isForOneFlag = route.path.includes(':key');

  async function expectStatus(key: string | null, status: number): Promise<void> {
    const answer = await node.ask({ ...request, body: validText(route), key });
    expectAnswer(request, answer, status);
    expectNoSecret(node, answer);
  }

  test.each([
    ['no credential', null],
    ['an empty key', ''],
    ['a key that is none', 'sdk_'],
    ['an unknown key', 'sdk_test_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['a key in bytes that are no text', 'sdk_\xff\xfe'],
    ['a key of 15 KB', `sdk_${'x'.repeat(15_000)}`],
  ])('%s is refused', (_what, key) => expectStatus(key, 401));

  test.each(['eyJhbGciOiJub25lIn0.e30.', 'null', '%00', 'SDK_test'])(
    'what is no key by its form, as %s, is refused as a token',
    (token) => expectStatus(token, isForKeysAlone ? 403 : 401),
  );

  test.each(['expired', 'revoked'] as const)('a key that has %s is refused', (name) =>
    expectStatus(node.keys[name], 401),
  );

  test.each(['sdk', 'bound'] as const)('a public key (%s) is let in where it may be', (name) =>
    expectStatus(node.keys[name], isForServers ? 403 : 200),
  );

  test.each(['otherApplication', 'otherOrganization'] as const)(
    'a key of %s never sees the flag, and is no wrong key',
    (name) => expectStatus(node.keys[name], isForServers ? 403 : isForOneFlag ? 404 : 200),
  );
});
