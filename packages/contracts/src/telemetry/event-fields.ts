import { z } from 'zod';

import { anythingElse } from './anything-else.ts';

/** Text; nothing and the empty text count as absent. */
export const EventText = z.string().nullish();

const Identifier = z.union([z.string(), z.int()]).nullish();

/** Who it was for. */
const eventIdentifiers = {
  user_id: Identifier,
  userId: Identifier,
  anonymous_id: Identifier,
  anonymousId: Identifier,
  session_id: Identifier,
  sessionId: Identifier,
} as const;

const Geolocation = z.looseObject({ country: EventText, city: EventText }).nullish();

/** For whom and where; what is not known here is ignored. */
const EventContext = z
  .looseObject({
    ...eventIdentifiers,
    environment: EventText,
    language: EventText,
    geolocation: Geolocation,
  })
  .nullish();

/** What all events have in common; fields come in snake_case, or else in camelCase. */
export const eventFields = {
  /** With it, an event counts once in 24 hours, however often it is sent. */
  id: EventText,
  event_id: EventText,
  eventId: EventText,
  flag_key: EventText,
  flagKey: EventText,
  environment: EventText,
  context: EventContext,
  ...eventIdentifiers,
  trace_id: EventText,
  traceId: EventText,
  /** ISO 8601, or Unix time in seconds or milliseconds. */
  timestamp: z.union([z.string(), z.number()]).nullish(),
} as const;

/** Whether any of the fields is there. */
export const hasAny =
  (...names: readonly string[]) =>
  (event: Readonly<Record<string, unknown>>): boolean =>
    names.some((name) => event[name] !== undefined && event[name] !== null && event[name] !== '');

export const mostEvents = 1_000;

/** A list of events; one that is not as it should be is rejected, and the others are taken. */
export const eventsOf = (event: z.ZodType) =>
  z.array(z.union([event, anythingElse])).max(mostEvents, `at most ${mostEvents} events`);
