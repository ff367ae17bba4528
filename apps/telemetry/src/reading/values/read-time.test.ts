import { expect, test } from 'vitest';

import { readTime } from './read-time.ts';

const nowMs = Date.UTC(2026, 10, 23, 12);
const minuteMs = 60_000;
const before = nowMs - minuteMs;

test.each([
  ['ISO 8601', '2026-11-23T11:59:00.000Z'],
  ['ISO 8601 with an offset', '2026-11-23T12:59:00+01:00'],
  ['ISO 8601 without one, which is UTC', '2026-11-23T11:59:00.000000'],
  ['ISO 8601 with a space', '2026-11-23 11:59:00'],
  ['seconds', before / 1_000],
  ['seconds with a fraction', before / 1_000 + 0.0001],
  ['milliseconds', before],
])('%s is a time', (_, value) => {
  expect(readTime(value, nowMs)).toBe(before);
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['no time', 'yesterday'],
  ['a number as text', String(before)],
  ['no number', NaN],
  ['a number without end', Infinity],
  ['a negative number', -1],
  ['an object', {}],
  ['2001', '2001-01-01T00:00:00Z'],
  ['a millisecond over a day ago', nowMs - 24 * 60 * minuteMs - 1],
  ['a millisecond ahead', nowMs + 1],
])('%s is now', (_, value) => {
  expect(readTime(value, nowMs)).toBe(nowMs);
});

test('exactly a day ago is a time', () => {
  expect(readTime(nowMs - 24 * 60 * minuteMs, nowMs)).toBe(nowMs - 24 * 60 * minuteMs);
});
