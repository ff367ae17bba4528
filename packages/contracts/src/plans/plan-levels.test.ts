import { describe, expect, test } from 'vitest';

import { monthAt } from './month.ts';
import { evaluationsAtLevel, levelsBetween, reachedLevel } from './plan-levels.ts';

describe('a level is reached', () => {
  test.each([
    [7_999, undefined],
    [8_000, 'warning'],
    [9_999, 'warning'],
    [10_000, 'exceeded'],
    [10_999, 'exceeded'],
    [11_000, 'blocked'],
    [Number.MAX_SAFE_INTEGER, 'blocked'],
  ])('with %i of 10 000 evaluations: %s', (evaluations, level) => {
    expect(reachedLevel('FREE', evaluations)).toBe(level);
  });

  test('at 80, 100 and 110 % of each plan', () => {
    const of = (plan: 'PRO' | 'TEAM') =>
      (['warning', 'exceeded', 'blocked'] as const).map((level) => evaluationsAtLevel(plan, level));
    expect(of('PRO')).toEqual([800_000, 1_000_000, 1_100_000]);
    expect(of('TEAM')).toEqual([8_000_000, 10_000_000, 11_000_000]);
  });

  test('never where the plan has no limit', () => {
    expect(reachedLevel('ENTERPRISE', Number.MAX_VALUE)).toBeUndefined();
  });
});

test('levels that are passed on the way to another are told in order, and none on the way back', () => {
  expect(levelsBetween(undefined, 'blocked')).toEqual(['warning', 'exceeded', 'blocked']);
  expect(levelsBetween('warning', 'exceeded')).toEqual(['exceeded']);
  expect(levelsBetween('exceeded', 'exceeded')).toEqual([]);
  expect(levelsBetween('blocked', 'warning')).toEqual([]);
  expect(levelsBetween('blocked', undefined)).toEqual([]);
});

test('a month begins and ends at midnight, UTC', () => {
  const december = monthAt(Date.parse('2026-12-31T23:59:59.999Z'));
  expect(december).toEqual({
    name: '2026-12',
    startsAtMs: Date.parse('2026-12-01T00:00:00Z'),
    endsAtMs: Date.parse('2027-01-01T00:00:00Z'),
  });
  expect(monthAt(december.endsAtMs).name).toBe('2027-01');
  expect(monthAt(december.startsAtMs)).toEqual(december);
});
