import type { Route } from '../routes/route.ts';
import type { JsonSchemas } from './json-schemas.ts';
import type { Operation, Response } from './openapi-document.ts';
import { operationIdOf } from './operation-id.ts';
import { toParameters } from './parameters.ts';
import { toRefusals } from './refusals.ts';
import { describeAccess, toSecurity } from './security.ts';

const descriptions: Readonly<Record<number, string>> = {
  200: 'The answer.',
  201: 'It was made.',
  202: 'It was accepted.',
  204: 'It is done.',
  304: 'Nothing has changed since the ETag that was sent.',
};

/** A route as OpenAPI describes it. */
export function toOperation(route: Route, schemas: JsonSchemas): Operation {
  const description = describeAccess(route);
  const parameters = toParameters(route, schemas);
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(description !== undefined && { description }),
    tags: [route.service],
    security: toSecurity(route),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: toRequestBody(route, route.body, schemas) }),
    ...(route.upload && { requestBody: toUpload(route, route.upload) }),
    responses: { ...toAnswers(route, schemas), ...toRefusals(route) },
  };
}

const toRequestBody = (
  { example }: Route,
  { schema, maxBytes }: NonNullable<Route['body']>,
  schemas: JsonSchemas,
): NonNullable<Operation['requestBody']> => ({
  description: `At most ${maxBytes / 1024} KiB.`,
  // No body at all is an empty object.
  required: !schema.safeParse({}).success,
  content: { 'application/json': { schema: schemas.of(schema), ...shown(example?.body) } },
});

const toUpload = (
  { example }: Route,
  types: readonly string[],
): NonNullable<Operation['requestBody']> => ({
  description: 'May be larger than other bodies; what is too much is refused in words.',
  required: true,
  content: Object.fromEntries(
    types.map((type) => [
      type,
      { schema: {}, ...(type === 'application/json' && shown(example?.body)) },
    ]),
  ),
});

const shown = (example: unknown) => (example === undefined ? {} : { example });

const toAnswers = (
  { answers, example, hasVersion, csv, eventStream }: Route,
  schemas: JsonSchemas,
): Record<string, Response> =>
  Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description: descriptions[Number(status)] ?? 'An answer.',
        ...((304 in answers || (hasVersion && schema)) && { headers: { ETag: etag } }),
        ...(schema && {
          content: {
            [eventStream ? 'text/event-stream' : 'application/json']: {
              schema: schemas.of(schema),
              ...shown(example?.answer),
            },
            ...(csv && status === '200' && { 'text/csv': { schema: { type: 'string' } } }),
          },
        }),
      },
    ]),
  );

const etag = {
  description:
    'Changes when the answer does; to be sent as If-None-Match, or as If-Match of a write.',
  schema: { type: 'string' },
};
