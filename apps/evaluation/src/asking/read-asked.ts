import { readContext } from '@halyard/contracts';
import type { RouteRequest } from '@halyard/http';

import type { Caller } from '../access/caller.ts';
import type { Asked } from './asked.ts';
import type { CompleteAsked } from './complete-asked.ts';
import { invalidField, resolveEnvironment } from './environment.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the body of `/api` requests: `{context: {...}}` or the context itself, fields in snake_case
 * or camelCase (snake wins).
 */
export const createReadAsked =
  (complete: CompleteAsked) =>
  (request: RouteRequest<Caller>): Asked => {
    const { caller, body } = request;
    const context = contextOf(body);
    return complete(request, {
      environment: resolveEnvironment(caller, body['environment'], context['environment']),
      context: readContext(context),
      isExplained: body['explain'] === true,
    });
  };

function contextOf(body: JsonObject): JsonObject {
  const context = Object.hasOwn(body, 'context') ? body['context'] : null;
  if (context === null) return body;
  if (typeof context !== 'object' || Array.isArray(context)) {
    throw invalidField('context', 'an object');
  }
  return context as JsonObject;
}
