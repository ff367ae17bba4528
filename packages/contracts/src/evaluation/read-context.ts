import type { EvaluationContext } from '@halyard/core';

/**
 * Reads a context of a request under `/api`: fields in snake_case or camelCase, of which snake wins
 * unless it is empty. Fields of other names are left out.
 */
export const readContext = (context: Readonly<Record<string, unknown>>): EvaluationContext => ({
  user_id: either(context['user_id'], context['userId']),
  anonymous_id: either(context['anonymous_id'], context['anonymousId']),
  session_id: either(context['session_id'], context['sessionId']),
  organization_id: either(context['organization_id'], context['organizationId']),
  application_id: either(context['application_id'], context['applicationId']),
  ip_address: either(context['ip_address'], context['ipAddress']),
  user_agent: either(context['user_agent'], context['userAgent']),
  language: context['language'],
  geolocation: context['geolocation'],
  attributes: context['attributes'],
});

/** An empty string counts as absent, and so does null. */
const either = (snake: unknown, camel: unknown): unknown =>
  snake === '' || snake === undefined || snake === null ? camel : snake;
