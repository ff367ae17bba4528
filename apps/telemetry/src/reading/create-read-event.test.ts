import { ErrorEvent, EvaluationEvent } from '@halyard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createReadEvent } from './create-read-event.ts';
import { emptyBody, listEvents } from './list-events.ts';
import type { BodyKind, ReadBody } from './reading.ts';

const readEvent = createReadEvent();
const reading = {
  organizationId: '0197a000-0000-7000-8000-000000000001',
  applicationId: '0197a000-0000-7000-8000-000000000002',
  environment: null,
  secret: 's'.repeat(64),
  nowMs: Date.UTC(2026, 10, 23, 12),
};
const kinds: BodyKind[] = ['evaluations', 'errors', 'mixed', 'event'];

function read(kind: BodyKind, ...events: unknown[]): ReadBody {
  const body = emptyBody();
  for (const event of events) readEvent(body, event, { ...reading, kind });
  return body;
}

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', null));
const anything = fc.oneof(text, fc.boolean(), fc.double(), fc.jsonValue({ maxDepth: 2 }));
const names = (
  'flag_key flagKey flag result value enabled flag_enabled flagEnabled error_type errorType ' +
  'error_message errorMessage stack_trace user_id userId anonymous_id environment language ' +
  'timestamp id event_id trace_id variation duration_ms geolocation __proto__'
).split(' ');
const fields = fc.record(Object.fromEntries(names.map((name) => [name, anything])), {
  requiredKeys: [],
});
const events = fc.oneof(
  fc.jsonValue(),
  fields,
  fc.tuple(fields, fields, fields).map(([own, context, properties]) => ({
    ...own,
    context,
    properties,
  })),
);

test('whatever is sent, each event is taken, rejected or ignored, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.array(events), fc.constantFrom(...kinds), (sent, kind) => {
      const { events: taken, rejected, ignored } = read(kind, ...sent);
      expect(taken.length + rejected.evaluation + rejected.error + ignored).toBe(sent.length);
      for (const { report } of taken) {
        expect(report.atMs).toBeLessThanOrEqual(reading.nowMs);
        expect(JSON.stringify(report)).not.toContain('\\u0000');
        expect(JSON.stringify(report)).not.toMatch(/\\ud[89a-f]/);
      }
    }),
    { numRuns: 100 },
  );
});

test('what the document describes as an event is taken', () => {
  const filled = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('', null));
  const maybe = fc.option(fc.boolean());
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const texts =
    'flag_key flagKey id environment error_type errorType error_message errorMessage variation';
  const booleans = 'result value enabled flag_enabled flagEnabled';
  const all = (list: string, arbitrary: fc.Arbitrary<unknown>) =>
    Object.fromEntries(list.split(' ').map((name) => [name, arbitrary]));
  const described = fc.record(
    {
      ...all(texts, filled),
      ...all(booleans, maybe),
      timestamp: fc.oneof(number, filled),
      duration_ms: fc.option(number),
      context: fc.option(fc.record({ user_id: filled, userId: fc.integer(), language: filled })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(described, (event) => {
      const isEvaluation = EvaluationEvent.safeParse(event).success;
      const isError = ErrorEvent.safeParse(event).success;
      expect(read('evaluations', event).events).toHaveLength(Number(isEvaluation));
      expect(read('errors', event).events).toHaveLength(Number(isError));
    }),
    { numRuns: 200 },
  );
});

const flag = { flag_key: 'checkout' };

test.each<[what: string, kind: BodyKind, event: unknown]>([
  ['is no object', 'evaluations', ['checkout', true]],
  ['names no flag', 'evaluations', { flag_key: '', result: true }],
  ['names a flag by a number', 'evaluations', { flag_key: 5, flagKey: 'checkout', result: true }],
  ['lacks its result', 'evaluations', { ...flag, result: 'true' }],
  ['lacks its type', 'errors', { ...flag, error_message: 'm' }],
  ['lacks its message', 'errors', { ...flag, error_type: 'E', error_message: '' }],
  ['has a type that is no text', 'mixed', { ...flag, error_type: 5, error_message: 'm' }],
  ['is mobile and lacks its result', 'event', { properties: flag }],
])('an event that %s is rejected', (_, kind, event) => {
  const { events: taken, rejected } = read(kind, event);
  expect(taken).toEqual([]);
  expect(rejected.evaluation + rejected.error).toBe(1);
});

test('snake_case wins over camelCase, unless it is empty', () => {
  const event = { flag_key: 'a', flagKey: 'b', trace_id: '', traceId: 't', result: true };
  expect(read('evaluations', event).events).toMatchObject([
    { flagKey: 'a', report: { traceId: 't' } },
  ]);
});

test('an id has one digest in an application, and another among errors', () => {
  const digestOf = (kind: BodyKind, event: object) =>
    read(kind, { ...flag, result: true, error_type: 'E', error_message: 'm', ...event }).events[0]
      ?.report.digest;
  const digest = digestOf('evaluations', { id: 'one' });
  expect(digest).toMatch(/^[\da-f]{32}$/);
  expect(digestOf('evaluations', { event_id: 'one' })).toBe(digest);
  expect(digestOf('evaluations', { eventId: 'one' })).toBe(digest);
  expect(digestOf('errors', { id: 'one' })).not.toBe(digest);
  expect(digestOf('evaluations', { id: 5, event_id: 5, eventId: 'one' })).toBe(digest);
  expect(digestOf('evaluations', { id: 5 })).toBe(undefined);
});

test('an id of any length has a digest of its own', () => {
  const digestOf = (id: string) =>
    read('evaluations', { ...flag, result: true, id }).events[0]?.report.digest;
  const long = 'x'.repeat(10_000);
  expect(digestOf(`${long}1`)).toMatch(/^[\da-f]{32}$/);
  expect(digestOf(`${long}1`)).not.toBe(digestOf(`${long}2`));
});

test('what cannot be a list of events says why', () => {
  expect(listEvents('{', 'mixed')).toBe('no_object');
  expect(listEvents('[]', 'mixed')).toBe('no_object');
  expect(listEvents('{"events":{}}', 'mixed')).toBe('no_list');
  expect(listEvents('{"errors":[]}', 'evaluations')).toBe('no_list');
  expect(listEvents('{"events":null,"errors":[1]}', 'errors')).toEqual([1]);
  const many = (count: number) => JSON.stringify({ events: Array.from({ length: count }) });
  expect(listEvents(many(1_000), 'mixed')).toHaveLength(1_000);
  expect(listEvents(many(1_001), 'mixed')).toBe('too_many');
});
