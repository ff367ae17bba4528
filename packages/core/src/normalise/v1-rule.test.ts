import { describe, expect, test } from 'vitest';

import { normaliseRules } from './rule.ts';
import { createRuleIds, evaluateSent } from './testing.ts';

const keys = new Map([['id-of-beta', 'beta']]);
const findSegmentKey = (id: string) => keys.get(id);
const normaliseRule = (rule: unknown) =>
  (normaliseRules([rule], { newRuleId: createRuleIds(), findSegmentKey }) as unknown[])[0];

const serve = { enabled: true };

describe('a v1 rule', () => {
  test.each<[string, object, object]>([
    ['STATIC has no condition', { type: 'STATIC' }, {}],
    [
      'SEGMENT asks for a member of the segment with the id',
      { type: 'SEGMENT', segmentId: 'id-of-beta', operator: 'IS_IN' },
      { when: { segment: 'beta', operator: 'in' } },
    ],
    [
      'SEGMENT with IS_NOT_IN asks for everybody else',
      { type: 'SEGMENT', segmentId: 'id-of-beta', operator: 'IS_NOT_IN' },
      { when: { segment: 'beta', operator: 'not_in' } },
    ],
    [
      'SEGMENT without operator is IS_IN',
      { type: 'SEGMENT', segmentId: 'id-of-beta' },
      { when: { segment: 'beta', operator: 'in' } },
    ],
    [
      'SEGMENT with an unknown id takes it for a key',
      { type: 'SEGMENT', segmentId: 'gamma' },
      { when: { segment: 'gamma', operator: 'in' } },
    ],
    [
      'PERCENTAGE is for a part of all',
      { type: 'PERCENTAGE', percentage: 12.5 },
      { rollout_percentage: 12.5 },
    ],
    [
      'PERCENTAGE of 0 is for nobody',
      { type: 'PERCENTAGE', percentage: 0 },
      { rollout_percentage: 0 },
    ],
    [
      'with nulls in the fields of other types is read',
      { type: 'STATIC', segmentId: null, operator: null, percentage: null },
      {},
    ],
    ['may repeat the default operator', { type: 'STATIC', operator: 'IS_IN' }, {}],
    ['keeps fields it does not know', { type: 'STATIC', name: 'n', x: 1 }, { name: 'n', x: 1 }],
  ])('%s', (_, sent, stored) => {
    const rule = { id: 'a', priority: 3, serveValue: true, ...sent };
    expect(normaliseRule(rule)).toEqual({ id: 'a', priority: 3, ...stored, serve });
  });

  test('serves what its serveValue says', () => {
    expect(normaliseRule({ id: 'a', type: 'STATIC', serveValue: false })).toEqual({
      id: 'a',
      serve: { enabled: false },
    });
  });

  test('without a way to look segments up names them by what was sent', () => {
    const rule = { id: 'a', type: 'SEGMENT', segmentId: 'beta', serveValue: true };
    expect(normaliseRules([rule], { newRuleId: createRuleIds() })).toEqual([
      { id: 'a', when: { segment: 'beta', operator: 'in' }, serve },
    ]);
  });
});

describe('left as it is', () => {
  test.each<[string, object]>([
    ['a type in lower case', { type: 'static', serveValue: true }],
    ['an unknown type', { type: 'constructor', serveValue: true }],
    ['no type', { serveValue: true }],
    ['no serveValue', { type: 'STATIC' }],
    ['a serveValue that is no boolean', { type: 'STATIC', serveValue: 'true' }],
    ['SEGMENT without a segment', { type: 'SEGMENT', serveValue: true }],
    ['SEGMENT with a number as id', { type: 'SEGMENT', segmentId: 7, serveValue: true }],
    ['an unknown operator', { type: 'SEGMENT', segmentId: 's', operator: 'in', serveValue: true }],
    ['PERCENTAGE without percentage', { type: 'PERCENTAGE', serveValue: true }],
    ['STATIC with a percentage', { type: 'STATIC', percentage: 5, serveValue: true }],
    ['STATIC with a segment', { type: 'STATIC', segmentId: 's', serveValue: true }],
    [
      'SEGMENT and percentage',
      { type: 'SEGMENT', segmentId: 's', percentage: 5, serveValue: true },
    ],
    [
      'PERCENTAGE and segment',
      { type: 'PERCENTAGE', percentage: 5, segmentId: 's', serveValue: true },
    ],
    ['both forms', { type: 'STATIC', serveValue: true, when: { percent: 5 } }],
    ['a rule of the model with a type', { type: 'STATIC', serveValue: true, serve }],
  ])('%s', (_, sent) => {
    const rule = { id: 'a', ...sent };
    expect(normaliseRule(rule)).toEqual(rule);
  });
});

describe('evaluated', () => {
  const segments = [{ key: 'beta', included: ['u1'] }];
  const decide = (rules: readonly object[], user: string) => {
    const context = { user_id: user };
    const result = evaluateSent({ rules }, context, { segments, findSegmentKey });
    return result.found && [result.enabled, result.rule?.type];
  };

  test('a rule that cannot be read breaks the flag, which is then off', () => {
    const rules = [{ type: 'PERCENTAGE', serveValue: true }];
    expect(evaluateSent({ rules }, { user_id: 'u1' })).toMatchObject({
      enabled: false,
      reason: 'ERROR',
    });
  });

  test('STATIC decides for all', () => {
    expect(decide([{ type: 'STATIC', serveValue: true }], 'u2')).toEqual([true, 'STATIC']);
    expect(decide([{ type: 'STATIC', serveValue: false }], 'u2')).toEqual([false, 'STATIC']);
  });

  test('SEGMENT decides for members, or for all others', () => {
    const rule = { type: 'SEGMENT', segmentId: 'id-of-beta', serveValue: true };
    expect(decide([rule], 'u1')).toEqual([true, 'SEGMENT']);
    expect(decide([rule], 'u2')).toEqual([false, undefined]);
    const others = { ...rule, operator: 'IS_NOT_IN' };
    expect(decide([others], 'u1')).toEqual([false, undefined]);
    expect(decide([others], 'u2')).toEqual([true, 'SEGMENT']);
  });

  test('PERCENTAGE decides for its share', () => {
    const rule = { id: 'r', type: 'PERCENTAGE', percentage: 30, serveValue: true };
    const results = Array.from({ length: 2_000 }, (_, user) => decide([rule], String(user)));
    const on = results.filter((result) => result && result[0]);
    expect(on.length).toBeGreaterThan(500);
    expect(on.length).toBeLessThan(700);
    expect(on[0]).toEqual([true, 'PERCENTAGE']);
  });

  test('the lowest priority is asked first', () => {
    const rules = [
      { type: 'STATIC', priority: 2, serveValue: true },
      { type: 'SEGMENT', priority: 1, segmentId: 'id-of-beta', serveValue: false },
    ];
    expect(decide(rules, 'u1')).toEqual([false, 'SEGMENT']);
    expect(decide(rules, 'u2')).toEqual([true, 'STATIC']);
  });
});
