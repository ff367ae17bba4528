import { describe, expect, test } from 'vitest';

import { compile } from '../data-set.ts';
import type { Segment } from '../model.ts';
import { validateSegment } from './validate-segment.ts';

const using = (key: string, ...used: string[]): Segment => ({
  key,
  rules: { operator: 'or', rules: used.map((segment) => ({ segment })) },
});

const fieldsOf = (segment: unknown, beside: Segment[] = []) =>
  validateSegment(segment, { dataSet: compile({ flags: [], segments: beside }) }).map(
    ({ field }) => field,
  );

describe('a segment', () => {
  test.each([
    ['that is no object', 5, ''],
    ['without key', {}, 'key'],
    ['with `included` that is no list', { key: 's', included: 'u' }, 'included'],
    ['with a number among the excluded', { key: 's', excluded: ['u', 5] }, 'excluded'],
    ['with rules that are no condition', { key: 's', rules: 'x' }, 'rules'],
    [
      'with an unknown operator',
      { key: 's', rules: { rules: [{ attribute: 'a', operator: 'x' }] } },
      'rules.rules[0].operator',
    ],
    ['that uses an unknown one', using('s', 't'), 'rules.rules[0].segment'],
    ['that uses itself', using('s', 's'), 'rules'],
  ])('%s is refused', (_what, segment, field) => {
    expect(fieldsOf(segment, [{ key: 's' }])).toEqual([field]);
  });

  test('without rules, or that uses another, is accepted', () => {
    expect(fieldsOf({ key: 's', included: ['u'], excluded: [] })).toEqual([]);
    expect(fieldsOf(using('s', 't'), [using('t')])).toEqual([]);
  });

  test('without a data set its references are not checked', () => {
    expect(validateSegment(using('s', 't'), {})).toEqual([]);
  });
});

describe('segments that use each other', () => {
  const chain = [1, 2, 3, 4].map((n) => using(`s${n + 1}`, `s${n}`));

  test('may be five deep, not six', () => {
    expect(fieldsOf(using('s5', 's4'), [using('s1'), ...chain.slice(0, 3)])).toEqual([]);
    expect(fieldsOf(using('s6', 's5'), [using('s1'), ...chain])).toEqual(['rules']);
  });

  test('may not become too deep by a change at the bottom', () => {
    expect(fieldsOf(using('s1', 's0'), [using('s0'), using('s1'), ...chain])).toEqual(['rules']);
  });

  test('may not form a circle', () => {
    expect(fieldsOf(using('s1', 's3'), [using('s1'), ...chain])).toEqual(['rules']);
  });

  test('that were broken before do not stand in the way of others', () => {
    expect(fieldsOf(using('s'), [using('broken', 'broken')])).toEqual([]);
  });
});
