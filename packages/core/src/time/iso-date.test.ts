import fc from 'fast-check';
import { expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { parseIsoDate, toInstant } from './iso-date.ts';

test.each([
  ['2026-02-03', '2026-02-03T00:00:00.000Z'],
  ['2026-02-03T04:05', '2026-02-03T04:05:00.000Z'],
  ['2026-02-03T04:05:06', '2026-02-03T04:05:06.000Z'],
  ['2026-02-03T04:05:06.7', '2026-02-03T04:05:06.700Z'],
  ['2026-02-03T04:05:06,123456789Z', '2026-02-03T04:05:06.123Z'],
  ['2026-02-03T04:05+01:30', '2026-02-03T02:35:00.000Z'],
  ['2026-02-03T04:05-0800', '2026-02-03T12:05:00.000Z'],
  ['2026-02-03T04:05:06-08', '2026-02-03T12:05:06.000Z'],
  ['2026-02-03T00:00+23:59', '2026-02-02T00:01:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['0050-01-01', '0050-01-01T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(new Date(toInstant(text)!).toISOString()).toBe(expected);
});

test.each([
  '',
  '2026',
  '2026-02',
  '20260203',
  '2026-2-3',
  '2026-13-01',
  '2026-00-10',
  '2026-02-29',
  '2026-04-31',
  '2026-02-03T',
  '2026-02-03T24:00',
  '2026-02-03T10:60',
  '2026-02-03T10:00:60',
  '2026-02-03 10:00',
  '2026-02-03T10',
  '2026-02-03T10:00+24:00',
  '2026-02-03T10:00+01:60',
  '2026-02-03T10:00z',
  ' 2026-02-03',
  '2026-02-03T10:00:00.',
  '1700000000',
  'Tue, 03 Feb 2026',
])('%j is no date', (text) => {
  expect(parseIsoDate(text)).toBeUndefined();
});

test.each([
  [1_700_000_000, 1_700_000_000_000],
  [1_700_000_000_000, 1_700_000_000_000],
  [99_999_999_999, 99_999_999_999_000],
  [100_000_000_000, 100_000_000_000],
  [-5, -5_000],
  [-1e11, -1e11],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [true, undefined],
  [null, undefined],
])('the number %d is %s milliseconds', (value, expected) => {
  expect(toInstant(value)).toBe(expected);
});

test('every instant is read back from how it is written', () => {
  const date = fc.date({
    min: new Date(0),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  check(
    fc.property(date, (given) => {
      expect(toInstant(given.toISOString())).toBe(given.getTime());
    }),
  );
});
