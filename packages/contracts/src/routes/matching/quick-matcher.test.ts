import fc from 'fast-check';
import { expect, test } from 'vitest';

import { evaluationRoutes } from '../evaluation-routes.ts';
import { createQuickMatcher } from './quick-matcher.ts';
import { createRouteMatcher } from './route-matcher.ts';

const matchers = {
  quick: createQuickMatcher(evaluationRoutes),
  thorough: createRouteMatcher(evaluationRoutes),
};

const segment = fc.oneof(
  fc.constantFrom(
    '',
    'api',
    'v1',
    'ofrep',
    'flags',
    'evaluate',
    'sdk',
    'variation',
    'bulk',
    'snapshot',
  ),
  fc.constantFrom('checkout', '%2F', 'a%20b', '%', '%E0%A4', '__proto__', ':key'),
  fc.string({ maxLength: 4 }),
);
const path = fc.oneof(
  fc.array(segment, { maxLength: 7 }).map((segments) => `/${segments.join('/')}`),
  fc
    .tuple(fc.constantFrom(...evaluationRoutes), segment, fc.constantFrom('', '/', 'x'))
    .map(([route, key, end]) => route.path.replace(/:\w+/, key) + end),
);

test('whatever the path, it finds what the thorough one finds', () => {
  fc.assert(
    fc.property(fc.constantFrom('GET', 'POST', 'PUT'), path, (method, asked) => {
      const found = matchers.thorough(method, asked);
      const expected =
        found.kind === 'route' ? { route: found.route, params: found.params } : undefined;
      expect(matchers.quick(method, asked)).toEqual(expected);
    }),
    { numRuns: 20_000 },
  );
});

test('a route with two parameters is refused', () => {
  const route = { ...evaluationRoutes[0], path: '/:a/:b' };
  expect(() => createQuickMatcher([route])).toThrow('more than one parameter');
});
