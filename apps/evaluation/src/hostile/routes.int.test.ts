import { evaluationRoutes } from '@halyard/contracts';
import { afterAll, afterEach, beforeAll, describe, inject, test } from 'vitest';

import { expectAnswer, expectSound } from './driver/expect-sound.ts';
import { hostileBodies, withField, wrongValues } from './driver/hostile-bodies.ts';
import { startHostileNode, type HostileNode } from './driver/hostile-node.ts';
import { pathFor, validBody, validText } from './driver/valid-requests.ts';

type EvaluationRoute = (typeof evaluationRoutes)[number];
type PostRoute = Extract<EvaluationRoute, { method: 'POST' }>;

let node: HostileNode;

beforeAll(async () => {
  node = await startHostileNode(inject('postgresUrl'));
});

afterEach(() => expectSound(node));

afterAll(() => node.close());

async function expectStatus(
  route: EvaluationRoute,
  status: number,
  body: string | Buffer,
  flagKey = 'plain',
): Promise<void> {
  const request = { method: route.method, path: pathFor(route, flagKey) };
  const answer = await node.ask({ ...request, body, key: node.keys.server });
  expectAnswer(request, answer, status);
}

const statusFor = ({ body }: PostRoute, text: string): number =>
  body.schema.safeParse(JSON.parse(text)).success ? 200 : 400;

const postRoutes = evaluationRoutes.filter((route): route is PostRoute => 'body' in route);

test.each(evaluationRoutes)('$method $path answers a request as it should be', async (route) => {
  await expectStatus(route, 200, validText(route));
});

describe.each(postRoutes)('$method $path', (route) => {
  const valid = validBody(route)!;

  test.each(hostileBodies)('$name as body', async ({ make, status }) => {
    const expected = status === 'as_empty' ? statusFor(route, '{}') : status;
    await expectStatus(route, expected, make(valid));
  });

  test('each field with a value of each type', async () => {
    for (const name of Object.keys(valid)) {
      const rest = Object.fromEntries(Object.entries(valid).filter(([other]) => other !== name));
      for (const value of wrongValues) {
        const body = withField(rest, name, value);
        await expectStatus(route, statusFor(route, body), body);
      }
    }
  });
});

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object';

describe.each(postRoutes.filter((route) => isObject(validBody(route)!['context'])))(
  'the context of $method $path',
  (route) => {
    const context = validBody(route)!['context'] as Record<string, unknown>;

    test.each([...Object.keys(context), '__proto__', 'userId'])(
      'with a value of each type as %s',
      async (name) => {
        for (const value of wrongValues) {
          const body = withField({}, 'context', withField(context, name, value));
          await expectStatus(route, statusFor(route, body), body);
        }
      },
    );
  },
);

test.each(evaluationRoutes.filter(({ method }) => method === 'GET'))(
  '$method $path does not look at a body',
  async (route) => {
    for (const { make } of hostileBodies) await expectStatus(route, 200, make({}));
  },
);

const noKeys = [
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

test.each(evaluationRoutes.filter(({ path }) => path.includes('/:')))(
  '$method $path knows no flag and no segment by what is no key of one',
  async (route) => {
    for (const key of noKeys) await expectStatus(route, 404, validText(route), key);
  },
);
