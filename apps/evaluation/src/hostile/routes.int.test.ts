import { evaluationRoutes } from '@halyard/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { expectAnswer, expectSound } from './driver/expect-sound.ts';
import { hostileBodies, withField, wrongValues } from './driver/hostile-bodies.ts';
import { startHostileNode, type HostileNode } from './driver/hostile-node.ts';
import { pathFor, validBody } from './driver/valid-requests.ts';

let node: HostileNode;

beforeAll(async () => {
  node = await startHostileNode(inject('postgresUrl'));
});

afterEach(() => expectSound(node));

afterAll(() => node.close());

describe.each(evaluationRoutes)('$method $path', (route) => {
  const { method } = route;
  const path = pathFor(route, 'plain');
  const valid = { ...validBody(route) };
  const takesBody = 'body' in route;
  const emptyStatus = takesBody && !route.body.schema.safeParse({}).success ? 400 : 200;

  const ask = (body: string | Buffer, at = path) =>
    node.ask({ method, path: at, body, key: node.keys.server });

  test('answers a request that is as it should be', async () => {
    expectAnswer({ method, path }, await ask(takesBody ? JSON.stringify(valid) : ''), 200);
  });

  test.each(hostileBodies)('$name as body', async ({ make, status }) => {
    const expected = status === 'as_empty' ? emptyStatus : status;
    expectAnswer({ method, path }, await ask(make(valid)), takesBody ? expected : 200);
  });

  test.runIf(takesBody)('each field with a value of each type', async () => {
    for (const name of Object.keys(valid)) {
      const rest = Object.fromEntries(Object.entries(valid).filter(([other]) => other !== name));
      for (const value of wrongValues) {
        const body = withField(rest, name, value);
        const isValid = takesBody && route.body.schema.safeParse(JSON.parse(body)).success;
        expectAnswer({ method, path }, await ask(body), isValid ? 200 : 400);
      }
    }
  });

  test.runIf('context' in valid)(
    'each field of the context with a value of each type',
    async () => {
      const context = (valid as { context?: Record<string, unknown> }).context ?? {};
      for (const name of [...Object.keys(context), '__proto__', 'userId']) {
        for (const value of wrongValues) {
          const body = withField({}, 'context', withField(context, name, value));
          const isValid = takesBody && route.body.schema.safeParse(JSON.parse(body)).success;
          expectAnswer({ method, path }, await ask(body), isValid ? 200 : 400);
        }
      }
    },
  );

  test.each([
    ['no key', '', 401],
    ['a key that is none', 'sdk_', 401],
    ['an unknown key', 'sdk_test_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 401],
    ['what looks like a token', 'eyJhbGciOiJub25lIn0.e30.', 401],
    ['a key in bytes that are no text', 'sdk_\xff\xfe', 401],
    ['a key of 15 KB', `sdk_${'x'.repeat(15_000)}`, 401],
  ])('%s is refused', async (_what, key) => {
    const body = takesBody ? JSON.stringify(valid) : '';
    const answer = await node.ask({ method, path, body, key });
    const isToken = key !== '' && !key.startsWith('sdk_');
    expectAnswer({ method, path }, answer, isToken && route.access === 'server_key' ? 403 : 401);
  });

  test.each([
    'sdk',
    'bound',
    'expired',
    'revoked',
    'otherApplication',
    'otherOrganization',
  ] as const)('the key that is %s', async (name) => {
    const secret = node.keys[name];
    const body = takesBody ? JSON.stringify(valid) : '';
    const answer = await node.ask({ method, path, body, key: secret });
    const isDead = name === 'expired' || name === 'revoked';
    const isElsewhere = name === 'otherApplication' || name === 'otherOrganization';
    const isFound = !isElsewhere || !route.path.includes(':key');
    const ofKind = route.access === 'server_key' ? 403 : isFound ? 200 : 404;
    expectAnswer({ method, path }, answer, isDead ? 401 : ofKind);
    expect(answer.body.toString('latin1')).not.toContain(secret);
  });

  test.runIf(route.path.includes(':key'))(
    'keys of flags that are no keys are unknown',
    async () => {
      for (const key of hostileKeys) {
        const at = pathFor(route, key);
        expectAnswer(
          { method, path: at },
          await ask(takesBody ? JSON.stringify(valid) : '', at),
          404,
        );
      }
    },
  );
});

const hostileKeys = [
  'unknown',
  'old',
  '%00',
  '%2F',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e',
  '..',
  'plain%20',
  'PLAIN',
  '%F0%9F%9A%80',
  '%ff',
  '%',
  '%zz',
  '%ED%A0%80',
  'valueOf',
  "';DROP%20TABLE%20flag;--",
  'x'.repeat(10_000),
];
