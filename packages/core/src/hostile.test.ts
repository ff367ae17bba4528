import { describe, expect, test } from 'vitest';

import { compile } from './data-set.ts';
import { evaluate } from './evaluate.ts';
import type { Condition, DataSet, Flag } from './model.ts';
import { regex } from './re2js.ts';
import { flagWith } from './testing/flag.ts';
import { validateFlag } from './validate/validate-flag.ts';

const flag = (key: string, environment: object): Flag => flagWith(environment, { key });

function ask(data: Partial<DataSet>, flagKey: string, context: object = {}) {
  const compiled = compile({ flags: [], segments: [], ...data }, { regex });
  const request = { applicationId: null, flagKey, environment: 'production', now: 0 };
  return evaluate(compiled, { ...request, context });
}

const nested = (depth: number): Condition =>
  depth === 1
    ? { attribute: 'plan', operator: 'exists', values: [] }
    : { operator: 'and', rules: [nested(depth - 1)] };

describe('depth', () => {
  test('8 is evaluated, 9 is refused with its path', () => {
    const context = { attributes: { plan: 'pro' } };
    expect(ask({ flags: [flag('f', { targeting: nested(8) })] }, 'f', context)).toMatchObject({
      enabled: true,
    });
    const tooDeep = flag('f', { targeting: nested(9) });
    expect(validateFlag(tooDeep, {})).toEqual([
      {
        field: `environments.production.targeting${'.rules[0]'.repeat(8)}`,
        expected: 'nested at most 8 deep',
      },
    ]);
    expect(ask({ flags: [tooDeep] }, 'f', context)).toMatchObject({ reason: 'ERROR' });
  });

  test('of 100 000 levels is refused, in a condition as well as in a value', () => {
    let condition: unknown = { attribute: 'plan', operator: 'exists' };
    let list: unknown = [];
    for (let level = 0; level < 100_000; level++) {
      condition = { rules: [condition] };
      list = [list];
    }
    const deep = flag('f', { targeting: condition });
    expect(ask({ flags: [deep] }, 'f')).toMatchObject({ reason: 'ERROR' });
    expect(validateFlag(deep, {}).length).toBeGreaterThan(0);
    const equalsDeep = { attribute: 'x', operator: 'equals', values: [list] };
    const comparing = flag('f', { targeting: equalsDeep });
    const copy = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown;
    expect(ask({ flags: [comparing] }, 'f', { attributes: { x: [copy] } })).toMatchObject({
      reason: 'TARGETING_MISMATCH',
    });
  });
});

test('a rule set of a megabyte is refused, and evaluated all the same', () => {
  const values = Array.from({ length: 500 }, (_, index) => `value-${'x'.repeat(30)}-${index}`);
  const rules = Array.from({ length: 50 }, (_, index) => ({
    id: `r${index}`,
    when: { attribute: 'plan', operator: 'contains', values },
    serve: { enabled: true },
  }));
  const large = flag('f', { rules });
  expect(JSON.stringify(large).length).toBeGreaterThan(1_000_000);
  expect(validateFlag(large, {})).toEqual([
    { field: '', expected: 'at most 262144 bytes of JSON' },
  ]);
  expect(ask({ flags: [large] }, 'f', { attributes: { plan: 'none' } })).toMatchObject({
    reason: 'ROLLOUT',
  });
});

describe('a regular expression', () => {
  const matching = (pattern: string) =>
    flag('f', { targeting: { attribute: 'x', operator: 'matches', values: [pattern] } });

  test('built to backtrack is run in linear time, on inputs of up to 4 KiB', () => {
    const evil = matching('^(a+)+$');
    const longest = 'a'.repeat(4_095);
    const answer = (x: string) => ask({ flags: [evil] }, 'f', { attributes: { x } });
    expect(answer(`${longest}!`)).toMatchObject({ enabled: false });
    expect(answer(`${longest}a`)).toMatchObject({ enabled: true });
    expect(answer(`${longest}aa`), 'one byte too many').toMatchObject({ enabled: false });
    expect(answer('ä'.repeat(2_049)), 'too many bytes').toMatchObject({ enabled: false });
  });

  test.each(['(?=a)', '(', 'a{2,1}', '(a)\\1', 'x'.repeat(1_025), 'ä'.repeat(513)])(
    'that RE2 cannot run, or of more than 1 KiB, is refused: %s',
    (pattern) => {
      expect(validateFlag(matching(pattern), { regex })).toHaveLength(1);
      expect(ask({ flags: [matching(pattern)] }, 'f')).toMatchObject({ reason: 'ERROR' });
    },
  );

  test('breaks its flag alone where there is no engine', () => {
    const compiled = compile({ flags: [matching('a'), flag('g', {})], segments: [] });
    const request = { applicationId: null, environment: 'production', now: 0, context: {} };
    expect(evaluate(compiled, { ...request, flagKey: 'f' })).toMatchObject({ reason: 'ERROR' });
    expect(evaluate(compiled, { ...request, flagKey: 'g' })).toMatchObject({ reason: 'DEFAULT' });
  });
});

describe('prerequisites', () => {
  const depending = (id: string, ...on: string[]) =>
    flag(id, { prerequisites: on.map((one) => ({ flag: one })) });

  test('in a circle break those in it, and fail those that depend on them', () => {
    const flags = [
      depending('a', 'b'),
      depending('b', 'c'),
      depending('c', 'a'),
      depending('d', 'a'),
    ];
    expect(['a', 'b', 'c', 'd'].map((key) => ask({ flags }, key).reason)).toEqual([
      'ERROR',
      'ERROR',
      'ERROR',
      'PREREQUISITE_FAILED',
    ]);
  });

  test('that are shared are decided once each', () => {
    const levels = 40;
    const flags = [flag('l0-0', {}), flag('l0-1', {})];
    for (let level = 1; level < levels; level++) {
      const below = [`l${level - 1}-0`, `l${level - 1}-1`];
      flags.push(depending(`l${level}-0`, ...below), depending(`l${level}-1`, ...below));
    }
    expect(ask({ flags }, `l${levels - 1}-0`)).toMatchObject({ enabled: true });
  });

  test('in a chain of 20 000 do not exhaust the stack', () => {
    const flags = [flag('f0', {})];
    for (let index = 1; index < 20_000; index++)
      flags.push(depending(`f${index}`, `f${index - 1}`));
    expect(ask({ flags }, 'f100')).toMatchObject({ enabled: true });
    expect(ask({ flags }, 'f19999')).toMatchObject({ reason: 'PREREQUISITE_FAILED' });
  });
});

describe('segments', () => {
  const using = (key: string, ...used: string[]) => ({
    key,
    included: ['u'],
    rules: { operator: 'or' as const, rules: used.map((segment) => ({ segment })) },
  });
  const isIn = (segment: string) => flag('f', { targeting: { segment } });

  test('five deep are evaluated, six deep break the flag', () => {
    const segments = [using('s1'), ...[2, 3, 4, 5, 6].map((n) => using(`s${n}`, `s${n - 1}`))];
    const context = { user_id: 'u' };
    expect(ask({ flags: [isIn('s5')], segments }, 'f', context)).toMatchObject({ enabled: true });
    expect(ask({ flags: [isIn('s6')], segments }, 'f', context)).toMatchObject({ reason: 'ERROR' });
  });

  test('in a circle, or unknown, break every flag that reaches them', () => {
    const segments = [using('a', 'b'), using('b', 'a'), using('c', 'a'), using('d', 'unknown')];
    for (const key of ['a', 'b', 'c', 'd', 'unknown']) {
      expect(ask({ flags: [isIn(key)], segments }, 'f')).toMatchObject({ reason: 'ERROR' });
    }
  });
});
