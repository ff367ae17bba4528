import type { z } from 'zod';

import { errorSchemas, errorShapeOf } from '../evaluation/error-shape.ts';
import type { Route, Service } from '../routes/route.ts';
import { toJsonSchemas, type JsonSchemas } from './json-schemas.ts';
import type { OpenApiDocument, Operation } from './openapi-document.ts';
import { toOperation } from './operation.ts';
import { toTemplate } from './parameters.ts';
import { toRefusalComponents } from './refusals.ts';
import { securitySchemes } from './security.ts';

export type { OpenApiDocument } from './openapi-document.ts';

export interface OpenApiOptions {
  /** The installation's. */
  version: string;
  /** Where the routes are served; without it where the document is. */
  url?: string;
}

const services = {
  evaluation: 'Who gets what: evaluates flags, lists them, gives SDKs what they need.',
  telemetry: 'What clients report: evaluations, errors, and what became of them.',
  streaming: 'Every change as it happens: server-sent events.',
  analytics: 'What was done and what came of it: audit and figures.',
  control: 'Accounts, organizations and flags: what people change.',
} as const satisfies Record<Service, string>;

/**
 * Describes routes as OpenAPI 3.1 does; throws where two would have the same operation id, or where a
 * schema cannot be written as JSON Schema.
 */
export function createOpenApiDocument(
  routes: readonly Route[],
  { version, url = '/' }: OpenApiOptions,
): OpenApiDocument {
  const queries = new Set(routes.flatMap(({ query }) => query ?? []));
  const schemas = toJsonSchemas(routes.flatMap(schemasOf), queries);
  const names = new Set<string>(routes.map(({ service }) => service));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Halyard',
      description: 'Feature flags: who gets what, decided at run time.',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: Object.entries(services)
      .filter(([name]) => names.has(name))
      .map(([name, description]) => ({ name, description })),
    paths: toPaths(routes, schemas),
    components: {
      schemas: schemas.named,
      responses: toRefusalComponents(routes, schemas),
      securitySchemes,
    },
  };
}

const schemasOf = ({ path, query, body, answers }: Route): z.ZodType[] =>
  [query, body?.schema, ...Object.values(answers), errorSchemas[errorShapeOf(path)]].filter(
    (schema) => schema !== null && schema !== undefined,
  );

function toPaths(routes: readonly Route[], schemas: JsonSchemas): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, Operation>> = {};
  const ids = new Set<string>();
  for (const route of routes) {
    const operation = toOperation(route, schemas);
    if (ids.has(operation.operationId)) {
      throw new Error(`Two routes would be named ${operation.operationId}.`);
    }
    ids.add(operation.operationId);
    (paths[toTemplate(route.path)] ??= {})[route.method.toLowerCase()] = operation;
  }
  return paths;
}
