import { Ajv2020 } from 'ajv/dist/2020.js';

import { createRouteMatcher } from '../../routes/matching/route-matcher.ts';
import type { Route } from '../../routes/route.ts';
import { createOpenApiDocument } from '../create-openapi-document.ts';
import { toTemplate } from '../parameters.ts';

/** A request that was answered. */
export interface Exchanged {
  method: string;
  /** Without the query. */
  path: string;
  /** JSON of the request; left out where it had none, or where it was refused. */
  body?: unknown;
  status: number;
  /** JSON of the answer; `undefined` where it had none. */
  answer: unknown;
}

/**
 * Holds what really travels against the routes' OpenAPI document: gives what is wrong with an answer,
 * and with a body that was taken; nothing where the path has no route, or none with this method.
 */
export function createDocumentCheck(routes: readonly Route[]): (given: Exchanged) => string[] {
  const document = createOpenApiDocument(routes, { version: 'test' });
  const match = createRouteMatcher(routes);
  // The document is no schema itself, and zod writes a pattern beside each format.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
  ajv.addSchema(document, 'document');

  function findProblems(place: readonly string[], value: unknown, what: string): string[] {
    const validate = ajv.getSchema(`document#${toPointer(place)}`);
    if (!validate) return [`The document does not describe ${what}.`];
    if (validate(value)) return [];
    return [`The document does not allow ${what}: ${ajv.errorsText(validate.errors)}`];
  }

  return ({ method, path, body, status, answer }) => {
    const found = match(method, path);
    if (found.kind !== 'route') return [];
    const operation = ['paths', toTemplate(found.route.path), method.toLowerCase()];
    const { responses } = document.paths[operation[1]!]![operation[2]!]!;
    const response = responses[status];
    if (!response) return [`The document does not know the status ${status}.`];
    const place =
      '$ref' in response
        ? response.$ref.split('/').slice(1)
        : [...operation, 'responses', String(status)];
    return [
      ...(answer === undefined ? [] : findProblems([...place, ...json], answer, 'this answer')),
      ...(body === undefined
        ? []
        : findProblems([...operation, 'requestBody', ...json], body, 'this body')),
    ];
  };
}

const json = ['content', 'application/json', 'schema'];

const toPointer = (place: readonly string[]): string =>
  place
    .map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
