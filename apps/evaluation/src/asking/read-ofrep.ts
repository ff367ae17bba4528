import type { EvaluationContext } from '@halyard/core';
import type { RouteRequest } from '@halyard/http';

import type { Caller } from '../access/caller.ts';
import type { Asked } from './asked.ts';
import type { CompleteAsked } from './complete-asked.ts';
import { resolveEnvironment } from './environment.ts';

/** The context is not what OpenFeature calls one; why. */
export interface InvalidContext {
  readonly invalid: string;
}

/** Names that OpenFeature's context shares with ours; all others are attributes. */
const builtIn = new Set([
  'user_id',
  'anonymous_id',
  'session_id',
  'organization_id',
  'application_id',
  'language',
  'ip_address',
  'user_agent',
  'geolocation',
  'environment',
]);

/** Reads the body of OFREP requests. */
export const createReadOfrep =
  (complete: CompleteAsked) =>
  (request: RouteRequest<Caller>): Asked | InvalidContext => {
    const { caller, body } = request;
    const context = (Object.hasOwn(body, 'context') ? body['context'] : undefined) ?? {};
    if (typeof context !== 'object' || Array.isArray(context)) {
      return { invalid: 'The context must be an object.' };
    }
    const { targetingKey, ...rest } = context as Record<string, unknown>;
    if (targetingKey !== undefined && typeof targetingKey !== 'string') {
      return { invalid: 'The targetingKey must be a string.' };
    }
    const known = toContext(rest);
    const { environment = null } = known;
    if (environment !== null && typeof environment !== 'string') {
      return { invalid: 'The environment must be a string.' };
    }
    return complete(request, {
      environment: resolveEnvironment(caller, undefined, environment),
      context: targetingKey ? { ...known, user_id: targetingKey } : known,
    });
  };

function toContext(given: Record<string, unknown>): EvaluationContext & { environment?: unknown } {
  const context: Record<string, unknown> = {};
  // Without a prototype, so that every name can be an attribute's.
  const attributes = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (builtIn.has(name)) context[name] = value;
    else attributes[name] = value;
  }
  return { ...context, attributes };
}
