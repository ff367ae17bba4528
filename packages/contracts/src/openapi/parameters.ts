import type { Route } from '../routes/route.ts';
import type { JsonSchemas } from './json-schemas.ts';
import type { JsonSchema, Parameter } from './openapi-document.ts';

const parameter = /:(\w+)/g;

/** A route's path as OpenAPI writes it: `/api/flags/{key}/evaluate`. */
export const toTemplate = (path: string): string => path.replaceAll(parameter, '{$1}');

/** What a route takes in its path, its query and its headers. */
export const toParameters = (route: Route, schemas: JsonSchemas): Parameter[] => [
  ...pathParameters(route),
  ...queryParameters(route, schemas),
  ...(304 in route.answers ? [ifNoneMatch] : []),
  ...(route.hasVersion && route.method !== 'GET' ? [ifMatch] : []),
  ...(route.takesIdempotencyKey ? [idempotencyKey] : []),
  ...(route.eventStream ? [lastEventId] : []),
];

const pathParameters = ({ path }: Route): Parameter[] =>
  [...path.matchAll(parameter)].map(([, name]) => ({
    name: name!,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
  }));

function queryParameters({ query }: Route, schemas: JsonSchemas): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemas.of(query) as ObjectSchema;
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

interface ObjectSchema {
  properties?: Record<string, JsonSchema & { description?: string }>;
  required?: string[];
}

const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of what one has; 304 while that is still right.',
  schema: { type: 'string' },
};

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag of what was read: 409 `version_conflict` when it has changed since.',
  schema: { type: 'string' },
};

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request again under the same key, within a day, gives what was made.',
  schema: { type: 'string', minLength: 1, maxLength: 128 },
};

const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The id of the last event received: the stream goes on from there, without a gap.',
  schema: { type: 'string' },
};
