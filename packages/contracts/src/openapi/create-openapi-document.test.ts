import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { FlagEvaluation } from '../evaluation/flag-evaluation.ts';
import type { Route } from '../routes/route.ts';
import { routes } from '../routes/routes.ts';
import { createOpenApiDocument } from './create-openapi-document.ts';

const route: Route = {
  service: 'control',
  method: 'GET',
  path: '/api/things/:thing_id/check-key',
  summary: 'Looks at a thing.',
  access: 'token',
  can: 'thing:read',
  origins: 'same',
  answers: { 200: z.object({ id: z.string() }) },
};
const write = { ...route, method: 'PUT', body: { schema: z.object({}), maxBytes: 1024 } } as const;

const describeRoute = (one: Partial<Route>) => {
  const { paths, components } = createOpenApiDocument([{ ...route, ...one }], { version: '1' });
  const [[path, operations]] = Object.entries(paths) as [[string, (typeof paths)[string]]];
  const [operation] = Object.values(operations);
  return { path, operation: operation!, components };
};

/** All values of a field, wherever it is. */
const collect = (value: unknown, name: string): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [
        ...(key === name ? [inner] : []),
        ...collect(inner, name),
      ])
    : [];

test('every route of the installation is in it once, under its service', () => {
  const { paths, tags } = createOpenApiDocument(routes, { version: '1' });
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const expected = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(operations.toSorted()).toEqual(expected.toSorted());
  const services = new Set(routes.map(({ service }) => service));
  expect(new Set(tags.map(({ name }) => name))).toEqual(services);
});

test('says which version it is of, and where it is served', () => {
  const { info, servers } = createOpenApiDocument(routes, { version: '7.1.0', url: 'https://x.y' });
  expect(info.version).toBe('7.1.0');
  expect(servers).toEqual([{ url: 'https://x.y' }]);
  expect(createOpenApiDocument(routes, { version: '1' }).servers).toEqual([{ url: '/' }]);
});

describe('an operation', () => {
  test('has an id made of its method and its path', () => {
    const { path, operation } = describeRoute({});
    expect(path).toBe('/api/things/{thing_id}/check-key');
    expect(operation.operationId).toBe('getThingsByThingIdCheckKey');
  });

  test('that would have the id of another is refused', () => {
    const twice = [route, { ...route, path: '/api/things/by-thing-id/check-key' }];
    expect(() => createOpenApiDocument(twice, { version: '1' })).toThrow(
      'Two routes would be named getThingsByThingIdCheckKey.',
    );
  });

  test('names the parameters of its path and of its query', () => {
    const query = z.object({ limit: z.coerce.number().max(9), key: z.string().optional() });
    expect(describeRoute({ query }).operation.parameters).toEqual([
      { name: 'thing_id', in: 'path', required: true, schema: { type: 'string', minLength: 1 } },
      { name: 'limit', in: 'query', required: true, schema: { type: 'number', maximum: 9 } },
      { name: 'key', in: 'query', required: false, schema: { type: 'string' } },
    ]);
  });

  test('needs a body where an empty object would not do', () => {
    const needed = { schema: z.object({ a: z.string() }), maxBytes: 2048 };
    expect(describeRoute(write).operation.requestBody?.required).toBe(false);
    expect(describeRoute({ ...write, body: needed }).operation.requestBody).toMatchObject({
      required: true,
      description: 'At most 2 KiB.',
    });
  });

  test.each<[access: Route['access'], schemes: string[]]>([
    [
      'key_or_token',
      ['sdkKeyHeader', 'apiKeyHeader', 'apiKeyAuthorization', 'apiKeyBearer', 'accessToken'],
    ],
    ['key', ['sdkKeyHeader', 'apiKeyHeader', 'apiKeyAuthorization', 'apiKeyBearer']],
    ['server_key', ['sdkKeyHeader', 'apiKeyHeader', 'apiKeyAuthorization', 'apiKeyBearer']],
    ['token', ['accessToken']],
    [{ public: 'it is for all' }, []],
  ])('opened by %j says with what', (access, schemes) => {
    const { operation, components } = describeRoute({ access });
    expect(operation.security.flatMap(Object.keys)).toEqual(schemes);
    expect(Object.keys(components.securitySchemes)).toEqual(expect.arrayContaining(schemes));
  });
});

describe('the errors of', () => {
  const common = [429, 500, 503];
  const body = { schema: z.object({}), maxBytes: 1024 };
  const anybody = { access: { public: 'it is for all' } };

  test.each<[what: string, one: Partial<Route>, statuses: number[]]>([
    ['what a role must allow', {}, [401, 403, 404]],
    ['what is one’s own', { can: 'own' }, [401, 404]],
    ['a write', write, [400, 401, 403, 404, 409, 413]],
    [
      'an evaluation',
      { ...write, service: 'evaluation', access: 'key_or_token' },
      [400, 401, 404, 413],
    ],
    ['a report by key', { ...write, path: '/api/x', access: 'key' }, [400, 401, 413]],
    ['what server keys alone may', { path: '/api/x', access: 'server_key' }, [401, 403, 404]],
    ['what all may read', { ...anybody, path: '/api/x' }, []],
    [
      'what all may send',
      { ...anybody, method: 'POST', path: '/api/x', body },
      [400, 401, 403, 409, 413],
    ],
  ])('%s', (_what, one, statuses) => {
    const { responses } = describeRoute({ ...one, answers: {} }).operation;
    expect(Object.keys(responses).map(Number)).toEqual([...statuses, ...common]);
  });

  test.each([
    ['/api/flags', 'ApiError'],
    ['/v1/flags', 'ApiError'],
    ['/v1/evaluate/bulk', 'V1Error'],
    ['/ofrep/v1/evaluate/flags/:key', 'OfrepFailure'],
  ])('%s have the shape that the path promises', (path, name) => {
    const { operation, components } = describeRoute({ path });
    const { $ref } = operation.responses[401] as { $ref: string };
    const response = components.responses[$ref.split('/').at(-1)!];
    expect(response?.content?.['application/json']?.schema).toEqual({
      $ref: `#/components/schemas/${name}`,
    });
  });
});

describe('a schema', () => {
  test('has the name it is exported by, wherever it is used', () => {
    const answers = { 200: z.object({ one: FlagEvaluation, more: z.array(FlagEvaluation) }) };
    const { operation, components } = describeRoute({ answers });
    const $ref = '#/components/schemas/FlagEvaluation';
    expect(collect(operation.responses[200], 'properties')).toEqual([
      { one: { $ref }, more: { type: 'array', items: { $ref } } },
    ]);
    expect(components.schemas['FlagEvaluation']).toHaveProperty('properties.variation');
  });

  test('that contains itself is found again', () => {
    const { operation, components } = describeRoute({ answers: { 200: z.json() } });
    for (const $ref of collect([operation, components], '$ref') as string[]) {
      const [, , kind, name] = $ref.split('/');
      expect(components).toHaveProperty([kind!, name!]);
    }
  });

  test('that allows several forms at once says anyOf, not oneOf', () => {
    const document = createOpenApiDocument(routes, { version: '1' });
    expect(document.components.schemas['OfrepEvaluation']).toHaveProperty('properties.value.anyOf');
  });
});
