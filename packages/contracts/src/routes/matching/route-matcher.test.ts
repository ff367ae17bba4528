import { describe, expect, test } from 'vitest';

import type { Route } from '../route.ts';
import { routes } from '../routes.ts';
import { createRouteMatcher } from './route-matcher.ts';

const route = (method: Route['method'], path: string): Route => ({
  service: 'evaluation',
  method,
  path,
  summary: '',
  access: 'key_or_token',
  origins: 'any',
  answers: {},
});

describe('a path', () => {
  const match = createRouteMatcher([
    route('GET', '/flags/:id'),
    route('POST', '/flags/:id'),
    route('GET', '/flags/stream'),
    route('GET', '/flags/:id/versions'),
    route('GET', '/flags/stream/:id/frames'),
  ]);
  const pathOf = (method: string, path: string) => {
    const found = match(method, path);
    return found.kind === 'route' ? [found.route.path, ...found.params] : found;
  };

  test('goes to the most specific template', () => {
    expect(pathOf('GET', '/flags/stream')).toEqual(['/flags/stream']);
    expect(pathOf('GET', '/flags/other')).toEqual(['/flags/:id', 'other']);
    expect(pathOf('GET', '/flags/stream/versions')).toEqual(['/flags/:id/versions', 'stream']);
    expect(pathOf('GET', '/flags/stream/7/frames')).toEqual(['/flags/stream/:id/frames', '7']);
  });

  test('that exists with other methods says with which', () => {
    expect(pathOf('PUT', '/flags/1')).toMatchObject({
      kind: 'wrong_method',
      routes: [{ method: 'GET' }, { method: 'POST' }],
    });
  });

  test.each(['/', '/flags', '/flags/', '/flags/1/', '/flags/1/versions/2', '//flags/1', 'flags/1'])(
    'that is not in the table, like %s, matches nothing',
    (path) => expect(pathOf('GET', path)).toEqual({ kind: 'no_route' }),
  );

  test('gives its parameters decoded, and nothing when that is impossible', () => {
    expect(pathOf('GET', '/flags/a%2Fb%20c')).toEqual(['/flags/:id', 'a/b c']);
    expect(pathOf('GET', '/flags/%E0%A4%A')).toEqual({ kind: 'no_route' });
  });
});

test('two routes with the same method and shape are refused', () => {
  const twice = [route('GET', '/flags/:id'), route('GET', '/flags/:key')];
  expect(() => createRouteMatcher(twice)).toThrow('Two routes for GET /flags/:key');
});

test('every route of the installation leads to itself', () => {
  const match = createRouteMatcher(routes);
  for (const { method, path } of routes) {
    const found = match(method, path.replaceAll(/:\w+/g, 'x'));
    expect(found).toMatchObject({ kind: 'route', route: { method, path } });
  }
});
