import { hash } from 'node:crypto';

import { hashIdentifier } from '@halyard/auth';
import { longestIdentifier } from '@halyard/contracts';
import { identifierOf } from '@halyard/core';

import type { EventSource } from './event-source.ts';
import type { EventKind, Reading } from './reading.ts';
import { toText } from './values/clean-text.ts';
import { findField, findText } from './values/find-field.ts';
import { readTime } from './values/read-time.ts';

const longestTraceId = 100;
const longestEnvironment = 200;
const digestDigits = 32;

/** What evaluations and errors say alike. */
export function readCommon(source: EventSource, kind: EventKind, reading: Reading) {
  const { places } = source;
  return {
    environment: environmentOf(source, reading),
    atMs: readTime(findField(places, 'timestamp'), reading.nowMs),
    digest: digestOf(source, kind, reading),
    user: userOf(source, reading),
    traceId: toText(findField(places, 'trace_id', 'traceId'), longestTraceId),
  };
}

const environmentOf = ({ places, context }: EventSource, { environment }: Reading): string =>
  environment ??
  toText(findField(places, 'environment'), longestEnvironment) ??
  toText(findField(context, 'environment'), longestEnvironment) ??
  'production';

/** A property `id` of a mobile event is about something else. */
function digestOf(
  { event, places }: EventSource,
  kind: EventKind,
  { applicationId }: Reading,
): string | undefined {
  const id = findText([event], 'id') ?? findText(places, 'event_id', 'eventId');
  if (id === undefined) return undefined;
  // The application's id is of one length, and no kind begins as another does.
  return hash('sha256', `${applicationId}${kind}${id}`, 'hex').slice(0, digestDigits);
}

/** As the evaluation of the same user is counted: the identifier is hashed as it came. */
function userOf(
  { everywhere }: EventSource,
  { secret, organizationId }: Reading,
): string | undefined {
  const identifier = identifierOf({
    user_id: findField(everywhere, 'user_id', 'userId'),
    anonymous_id: findField(everywhere, 'anonymous_id', 'anonymousId'),
    session_id: findField(everywhere, 'session_id', 'sessionId'),
  });
  if (identifier === undefined || identifier.length > longestIdentifier) return undefined;
  return hashIdentifier(secret, organizationId, identifier);
}
