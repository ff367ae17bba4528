import { describe, expect, test } from 'vitest';

import { compile } from '../data-set.ts';
import { evaluate } from '../evaluate.ts';
import { regex } from '../re2js.ts';
import { flagWith } from '../testing/flag.ts';

const request = { applicationId: null, flagKey: 'f', environment: 'production' };

/** Whether a test of the attribute `x` matches; `broken` where it cannot be evaluated. */
function matches(operator: string, values: unknown[], x: unknown, more: object = {}) {
  const targeting = { attribute: 'x', operator, values, ...more };
  const dataSet = compile({ flags: [flagWith({ targeting })], segments: [] }, { regex });
  const { reason } = evaluate(dataSet, { ...request, context: { attributes: { x } }, now: 0 });
  return reason === 'ERROR' ? 'broken' : reason !== 'TARGETING_MISMATCH';
}

describe('at its limit', () => {
  test.each([
    ['a latitude', 'within_radius', [90, 0, 1], { latitude: 90, longitude: 0 }, true],
    ['a longitude', 'within_radius', [0, 180, 1], { latitude: 0, longitude: -180 }, true],
    [
      'a latitude seen beyond the pole',
      'within_radius',
      [90, 0, 1],
      { latitude: 90.1, longitude: 0 },
      false,
    ],
    ['a point without longitude', 'within_radius', [0, 0, 1], { latitude: 0 }, false],
    ['a radius of 0', 'within_radius', [0, 0, 0], { latitude: 0, longitude: 0 }, true],
    [
      'a span of time',
      'time_of_day_between',
      ['00:00:01', '00:00:02'],
      '2026-01-01T00:00:01Z',
      true,
    ],
    [
      'a span’s end',
      'time_of_day_between',
      ['00:00:01', '00:00:02'],
      '2026-01-01T00:00:02Z',
      false,
    ],
    ['a span seen without a date', 'time_of_day_between', ['00:00', '23:59'], 'soon', false],
    ['a day seen without a date', 'day_of_week_in', ['thu'], 'soon', false],
    ['a negative multiple', 'modulo', [3, 0], -6, true],
    ['a negative divisor', 'modulo', [-3, -1], 5, true],
    ['a negative divisor’s multiple', 'modulo', [-3, 0], 6, true],
    ['a fraction’s remainder', 'modulo', [1, 0], 1.5, false],
    ['a text’s remainder', 'modulo', [2, 0], 'x', false],
    ['a lower bound', 'between', [1, 2], 1, true],
    ['an upper bound', 'between', [1, 2], 2, true],
    ['a lone point between bounds', 'between', [1, 1], 1, true],
    ['an upper-case ß', 'contains', ['SS'], 'straße', false],
    ['a Turkish dotted capital I', 'equals', ['İ'], 'i̇', true],
  ])('%s', (_what, operator, values, seen, expected) => {
    const folded = _what.startsWith('an upper-case') || _what.startsWith('a Turkish');
    expect(matches(operator, values, seen, { case_insensitive: folded })).toBe(expected);
  });

  test('a pattern has 1 KiB, counted in bytes', () => {
    expect(matches('matches', ['ä'.repeat(512)], 'x')).toBe(false);
    expect(matches('matches', [`${'ä'.repeat(512)}a`], 'x')).toBe('broken');
  });

  test('elem_match counts as a level of nesting', () => {
    let condition: object = { attribute: 'k', operator: 'exists' };
    for (let level = 0; level < 7; level++) {
      condition = { attribute: 'k', operator: 'elem_match', values: [condition] };
    }
    expect(matches('elem_match', [{ attribute: 'k', operator: 'exists' }], [{ k: 1 }])).toBe(true);
    expect(matches('elem_match', [condition], [])).toBe('broken');
  });
});
