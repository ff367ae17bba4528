import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compile } from '../data-set.ts';
import { evaluateSegment } from '../evaluate.ts';
import type { Condition } from '../model.ts';
import { check } from '../testing/check.ts';
import { normaliseCondition } from './condition.ts';
import { normaliseSegment } from './segment.ts';

const nested = (depth: number, innermost: unknown): unknown => {
  let condition = innermost;
  for (let level = 1; level < depth; level++) condition = { rules: [condition] };
  return condition;
};

describe('the stored form of a test', () => {
  test.each([
    ['=', 'equals'],
    ['eq', 'equals'],
    ['!=', 'not_equals'],
    ['neq', 'not_equals'],
    ['>', 'gt'],
    ['>=', 'gte'],
    ['<', 'lt'],
    ['<=', 'lte'],
    ['startsWith', 'starts_with'],
    ['endsWith', 'ends_with'],
    ['in', 'in'],
    ['nonsense', 'nonsense'],
    ['constructor', 'constructor'],
  ])('calls the operator %s %s', (written, operator) => {
    const sent = { attribute: 'a', operator: written, values: ['1'] };
    expect(normaliseCondition(sent)).toEqual({ attribute: 'a', operator, values: ['1'] });
  });

  test.each<[string, object, object]>([
    ['a text', { value: 'x' }, { values: ['x'] }],
    ['null', { value: null }, { values: [null] }],
    ['a list, as one value', { value: ['x', 'y'] }, { values: [['x', 'y']] }],
    ['a value beside null values', { value: 1, values: null }, { values: [1] }],
    ['a value beside values, as it is', { value: 1, values: [2] }, { value: 1, values: [2] }],
    ['neither', {}, {}],
  ])('has values instead of value, from %s', (_, sent, stored) => {
    const test = { attribute: 'a', operator: 'in' };
    expect(normaliseCondition({ ...test, ...sent })).toEqual({ ...test, ...stored });
  });

  test('is found where the operator has an attribute of its own', () => {
    const sent = { operator: 'country_in', value: 'DE' };
    expect(normaliseCondition(sent)).toEqual({ operator: 'country_in', values: ['DE'] });
  });

  test('keeps fields it does not know, `__proto__` included', () => {
    const sent: unknown = JSON.parse(
      '{"attribute": "a", "operator": "=", "value": 1, "note": "x", "__proto__": {"y": 1}}',
    );
    expect(JSON.parse(JSON.stringify(normaliseCondition(sent)))).toEqual(
      JSON.parse(
        '{"attribute": "a", "operator": "equals", "values": [1], "note": "x", "__proto__": {"y": 1}}',
      ),
    );
    expect(Object.hasOwn(normaliseCondition(sent) as object, '__proto__')).toBe(true);
  });
});

describe('conditions inside others', () => {
  const sent = { attribute: 'a', operator: '=', value: 1 };
  const stored = { attribute: 'a', operator: 'equals', values: [1] };

  test('are stored in their form: members of groups and conditions over elements', () => {
    const elements = { attribute: 'list', operator: 'elem_match', value: { rules: [sent] } };
    expect(normaliseCondition({ operator: 'or', rules: [sent, elements] })).toEqual({
      operator: 'or',
      rules: [stored, { attribute: 'list', operator: 'elem_match', values: [{ rules: [stored] }] }],
    });
  });

  test('are only that: values that look like conditions stay', () => {
    const test = { attribute: 'a', operator: 'equals', values: [sent] };
    expect(normaliseCondition(test)).toEqual(test);
  });

  test('are read as deep as they may be nested, and no deeper', () => {
    expect(normaliseCondition(nested(8, sent))).toEqual(nested(8, stored));
    expect(normaliseCondition(nested(9, sent))).toEqual(nested(9, sent));
  });

  test('of 100 000 levels do not overflow the stack', () => {
    expect(() => normaliseCondition(nested(100_000, sent))).not.toThrow();
    const elements = (depth: number): unknown => {
      let condition: unknown = sent;
      for (let level = 1; level < depth; level++) {
        condition = { attribute: 'a', operator: 'elem_match', value: condition };
      }
      return condition;
    };
    expect(() => normaliseCondition(elements(100_000))).not.toThrow();
  });
});

test.each([
  ['null', null],
  ['a text', 'x'],
  ['a list', [{ attribute: 'a', operator: '=', value: 1 }]],
  ['a segment test', { segment: 's', operator: 'not_in' }],
  ['a percent test', { percent: 10, by: 'plan', salt: 'x' }],
  ['a group whose rules are no list', { rules: { attribute: 'a', operator: '=' } }],
])('%s is left as it is', (_, condition) => {
  expect(normaliseCondition(condition)).toEqual(condition);
});

test('a condition means the same before and after', () => {
  const plan = fc.constantFrom('pro', 'free', '10', 10, null);
  const written = fc.record(
    {
      attribute: fc.constantFrom('plan', 'age'),
      operator: fc.constantFrom('=', 'eq', '!=', 'neq', '>', '>=', '<', '<=', 'startsWith', 'in'),
      value: plan,
      values: fc.tuple(plan),
      negate: fc.boolean(),
    },
    { requiredKeys: ['attribute', 'operator', 'value'] },
  );
  const condition = fc.oneof(
    written,
    fc.record({ operator: fc.constantFrom('and', 'or', 'none', 'not'), rules: fc.array(written) }),
  );
  const attributes = fc.record({ plan, age: plan }, { requiredKeys: [] });
  check(
    fc.property(condition, attributes, (sent, attributes) => {
      const stored = normaliseCondition(sent);
      const before = answer(sent, attributes);
      expect(answer(stored as Condition, attributes)).toEqual(before);
    }),
  );
});

/** What the engine, which reads short forms of tests itself, makes of a condition. */
function answer(condition: Condition, attributes: object): unknown {
  const segment = { key: 's', rules: { rules: [condition] } };
  return evaluateSegment(compile({ flags: [], segments: [segment] }), {
    segmentKey: 's',
    environment: 'production',
    now: 0,
    context: { attributes },
  });
}

describe('a segment', () => {
  test('has its rules in the stored form, and all else as it was', () => {
    expect(
      normaliseSegment({
        key: 's',
        included: ['u1'],
        name: 'Everybody',
        rules: { rules: [{ attribute: 'plan', operator: '!=', value: 'free' }] },
      }),
    ).toEqual({
      key: 's',
      included: ['u1'],
      name: 'Everybody',
      rules: { rules: [{ attribute: 'plan', operator: 'not_equals', values: ['free'] }] },
    });
  });

  test.each([[null], ['x'], [[]], [{}], [{ key: 's' }], [{ key: 's', rules: null }]])(
    '%j is left as it is',
    (segment) => {
      expect(normaliseSegment(segment)).toEqual(segment);
    },
  );
});
