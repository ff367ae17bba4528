import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { findZone, toInstantIn } from './zone.ts';

const iso = (instant: number): string => new Date(instant).toISOString();
const wall = (text: string): number => Date.parse(`${text}Z`);

describe('what a zone’s clocks show becomes an instant', () => {
  test.each([
    ['summer in Paris', 'Europe/Paris', '2026-07-01T12:00', '2026-07-01T10:00:00.000Z'],
    ['winter in Paris', 'Europe/Paris', '2026-01-01T12:00', '2026-01-01T11:00:00.000Z'],
    [
      'a skipped time: the first instant after it',
      'Europe/Paris',
      '2026-03-29T02:30',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'the last time before the gap',
      'Europe/Paris',
      '2026-03-29T01:59:59.999',
      '2026-03-29T00:59:59.999Z',
    ],
    [
      'the first time after the gap',
      'Europe/Paris',
      '2026-03-29T03:00',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'a time that comes twice: the earlier',
      'Europe/Paris',
      '2026-10-25T02:30',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'a skipped time in New York',
      'America/New_York',
      '2026-03-08T02:15',
      '2026-03-08T07:00:00.000Z',
    ],
    [
      'a time that comes twice in New York',
      'America/New_York',
      '2026-11-01T01:15',
      '2026-11-01T05:15:00.000Z',
    ],
    [
      'a gap of half an hour',
      'Australia/Lord_Howe',
      '2026-10-04T02:15',
      '2026-10-03T15:30:00.000Z',
    ],
    ['a skipped day', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00.000Z'],
    [
      'an offset of three quarters',
      'Asia/Kathmandu',
      '2026-01-01T00:00',
      '2025-12-31T18:15:00.000Z',
    ],
    ['UTC', 'UTC', '2026-01-01T00:00', '2026-01-01T00:00:00.000Z'],
  ])('%s', (_name, zone, shown, instant) => {
    expect(iso(toInstantIn(findZone(zone)!, wall(shown)))).toBe(instant);
  });
});

test('years before Christ have offsets, and instants beyond all dates have none', () => {
  const zone = findZone('Europe/Paris')!;
  const ancient = Date.UTC(-500, 0, 1);
  expect(Math.abs(zone.offsetAt(ancient))).toBeLessThan(86_400_000);
  expect(zone.offsetAt(9e15)).toBe(0);
});

test.each(['Mars/Phobos', '', '+01:00', 'Europe/', '__proto__'])('%j is no zone', (name) => {
  expect(findZone(name)).toBeUndefined();
});

const zoneNames = [
  'UTC',
  'Europe/Paris',
  'America/St_Johns',
  'Asia/Kolkata',
  'Africa/Cairo',
  'Pacific/Chatham',
];
const day = 86_400_000;
const instants = fc.integer({ min: -50 * 365 * day, max: 100 * 365 * day });

test('an instant is shown by some clock time that leads to it, or to an earlier one that looks the same', () => {
  check(
    fc.property(fc.constantFrom(...zoneNames), instants, (name, instant) => {
      const zone = findZone(name)!;
      const shown = instant + zone.offsetAt(instant);
      const found = toInstantIn(zone, shown);
      expect(found + zone.offsetAt(found)).toBe(shown);
      expect(found).toBeLessThanOrEqual(instant);
    }),
  );
});

test('the offset does not depend on what was asked before', () => {
  check(
    fc.property(fc.constantFrom(...zoneNames), instants, instants, (name, one, other) => {
      const zone = findZone(name)!;
      zone.offsetAt(other);
      expect(zone.offsetAt(one)).toBe(findZone(name)!.offsetAt(one));
    }),
  );
});
