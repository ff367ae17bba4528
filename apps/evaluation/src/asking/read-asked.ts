import { AppError } from '@halyard/contracts';
import type { EvaluationContext } from '@halyard/core';
import type { KeyRecord } from '@halyard/replica';

const defaultEnvironment = 'production';

/** What an evaluation request says about who is asking, and where. */
export interface RequestContext {
  environment: string;
  context: EvaluationContext;
}

/**
 * Reads the body of `/api/flags/:key/evaluate`: `{context: {...}}` or the context itself, fields
 * in snake_case or camelCase (snake wins).
 */
export function readRequestContext(
  caller: Pick<KeyRecord, 'environment'>,
  body: Record<string, unknown>,
): RequestContext {
  const context = readContext(body);
  return {
    environment: resolveEnvironment(caller, {
      environment: body['environment'],
      'context.environment': context['environment'],
    }),
    context: {
      user_id: either(context, 'user_id', 'userId'),
      anonymous_id: either(context, 'anonymous_id', 'anonymousId'),
      session_id: either(context, 'session_id', 'sessionId'),
      organization_id: either(context, 'organization_id', 'organizationId'),
      application_id: either(context, 'application_id', 'applicationId'),
      ip_address: either(context, 'ip_address', 'ipAddress'),
      user_agent: either(context, 'user_agent', 'userAgent'),
      language: context['language'],
      geolocation: context['geolocation'],
      attributes: context['attributes'],
    },
  };
}

const either = (context: Record<string, unknown>, snake: string, camel: string): unknown =>
  present(context[snake]) ?? context[camel];

/** A bound key's environment always wins, then the first field that names one, then production. */
export function resolveEnvironment(
  caller: Pick<KeyRecord, 'environment'>,
  fields: Record<string, unknown>,
): string {
  if (caller.environment !== null) return caller.environment;
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string') throw invalid(field, 'a string');
    return value;
  }
  return defaultEnvironment;
}

function readContext(body: Record<string, unknown>): Record<string, unknown> {
  if (!Object.hasOwn(body, 'context') || body['context'] === null) return body;
  const { context } = body;
  if (typeof context !== 'object' || Array.isArray(context)) {
    throw invalid('context', 'an object');
  }
  return context as Record<string, unknown>;
}

/** An empty string counts as absent. */
const present = (value: unknown): unknown => (value === '' ? undefined : value);

const invalid = (field: string, expected: string): AppError =>
  new AppError('invalid_request', `The field ${field} must be ${expected}.`, [{ field, expected }]);
