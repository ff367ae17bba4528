import { expect, test } from 'vitest';

import { compile } from './data-set.ts';
import { evaluate } from './evaluate.ts';
import type { DataSet, Flag } from './model.ts';
import { flagWith } from './testing/flag.ts';

function traceOf(flag: Flag, beside: Partial<DataSet> = {}, context: object = { user_id: 'u' }) {
  const dataSet = compile({ segments: [], ...beside, flags: [flag, ...(beside.flags ?? [])] });
  const evaluation = evaluate(dataSet, {
    applicationId: null,
    flagKey: flag.key,
    environment: 'production',
    context,
    now: 1_000,
    trace: true,
  });
  return evaluation.found ? evaluation.trace : undefined;
}

const onSwitch = { kind: 'switch', environment: 'production', enabled: true };
const noSchedule = { kind: 'schedule', startAt: undefined, endAt: undefined, open: true };
const everybody = {
  kind: 'rollout',
  matches: true,
  bucket: expect.any(Number),
  threshold: 100_000,
};
const noVariation = { kind: 'variation', bucket: undefined, total: 0, variation: undefined };

test('a plain flag shows its switch, schedule, rollout and variation', () => {
  expect(traceOf(flagWith())).toEqual([onSwitch, noSchedule, everybody, noVariation]);
});

test('a flag that is off shows the step that decided last', () => {
  expect(traceOf(flagWith({ enabled: false }))).toEqual([{ ...onSwitch, enabled: false }]);
  expect(traceOf(flagWith({}, { scheduled_start_at: '2026-01-01' }))?.at(-1)).toEqual({
    kind: 'schedule',
    startAt: Date.UTC(2026, 0),
    endAt: undefined,
    open: false,
  });
});

test('a broken flag shows why', () => {
  expect(traceOf(flagWith({ by: '' }))).toEqual([
    {
      kind: 'broken',
      problems: [{ field: 'environments.production.by', expected: 'the name of an attribute' }],
    },
  ]);
});

test('rules show each test with the value seen, and their bucket', () => {
  const test = (attribute: string) => ({ attribute, operator: 'equals', values: ['pro'] });
  const when = { operator: 'or' as const, rules: [test('plan'), test('tier'), test('unseen')] };
  const rules = [
    { id: 'miss', when: test('plan'), serve: { enabled: true } },
    { id: 'hit', when, rollout_percentage: 100, serve: { enabled: false } },
  ];
  const attributes = { plan: 'free', tier: 'pro' };
  const noted = (attribute: string, seen: string, matches: boolean) => ({
    kind: 'test',
    attribute,
    operator: 'equals',
    seen,
    matches,
  });
  expect(traceOf(flagWith({ rules }), {}, { attributes })).toEqual([
    onSwitch,
    noSchedule,
    {
      kind: 'rule',
      id: 'miss',
      matches: false,
      conditions: [noted('plan', 'free', false)],
      bucket: undefined,
      threshold: 100_000,
    },
    {
      kind: 'rule',
      id: 'hit',
      matches: true,
      conditions: [
        {
          kind: 'group',
          operator: 'or',
          matches: true,
          rules: [noted('plan', 'free', false), noted('tier', 'pro', true)],
        },
      ],
      bucket: undefined,
      threshold: 100_000,
    },
  ]);
});

test('a gate shows segments with the list that decided, and shares with their bucket', () => {
  const targeting = {
    rules: [
      { segment: 'in' },
      { segment: 'out', operator: 'not_in' as const },
      { segment: 'ruled' },
      { percent: 50, salt: 'x' },
    ],
  };
  const segments = [
    { key: 'in', included: ['u'] },
    { key: 'out', excluded: ['u'] },
    { key: 'ruled', rules: { attribute: 'user_id', operator: 'equals', values: ['u'] } },
  ];
  const gate = traceOf(flagWith({ targeting }), { segments })?.find(({ kind }) => kind === 'gate');
  const segment = (key: string, operator: string, because: string, rules: object[]) => ({
    kind: 'segment',
    segment: key,
    operator,
    because,
    matches: true,
    rules,
  });
  expect(gate).toMatchObject({
    conditions: [
      {
        rules: [
          segment('in', 'in', 'included', []),
          segment('out', 'not_in', 'excluded', []),
          segment('ruled', 'in', 'rules', [{ kind: 'test', seen: 'u', matches: true }]),
          { kind: 'percent', bucket: expect.any(Number), threshold: 50_000 },
        ],
      },
    ],
  });
});

test('a prerequisite shows its own steps', () => {
  const flags = [flagWith({ enabled: false }, { key: 'below' })];
  const steps = traceOf(flagWith({ prerequisites: [{ flag: 'below' }] }), { flags });
  expect(steps?.at(-1)).toEqual({
    kind: 'prerequisite',
    flagId: 'below',
    met: false,
    steps: [{ ...onSwitch, enabled: false }],
  });
});

test.each([undefined, 'team'])('shares of all and none show the buckets of any, by %s', (by) => {
  const bucketsAt = (percentage: number) => {
    const share = { rollout_percentage: percentage, ...(by !== undefined && { by }) };
    const missed = { attribute: 'unseen', operator: 'exists' };
    const rules = [{ id: 'r', when: missed, serve: { enabled: true }, ...share }];
    const steps = traceOf(flagWith({ ...share, rules }), {}, context)!;
    return steps.flatMap((step) =>
      step.kind === 'rule' || step.kind === 'rollout' ? [step.bucket] : [],
    );
  };
  const context = { user_id: 'u', attributes: { team: 't' } };
  const buckets = bucketsAt(50);
  expect(buckets).toEqual([expect.any(Number), expect.any(Number)]);
  expect(bucketsAt(100)).toEqual(buckets);
  expect(bucketsAt(0)).toEqual(buckets);
});

test('a pick shows the point and the weights’ sum', () => {
  const flag = flagWith({}, { variations: [{ key: 'a' }, { key: 'b' }] });
  const picked = { kind: 'variation', bucket: expect.any(Number), total: 2_000 };
  expect(traceOf(flag)?.at(-1)).toMatchObject(picked);
  expect(traceOf(flag, {}, {})?.at(-1)).toEqual({ ...picked, bucket: undefined, variation: 'a' });
});

test('without being asked for there is no trace', () => {
  const dataSet = compile({ flags: [flagWith()], segments: [] });
  const request = { applicationId: null, flagKey: 'f', environment: 'production', now: 0 };
  expect(evaluate(dataSet, { ...request, context: {} })).toMatchObject({ trace: null });
});
