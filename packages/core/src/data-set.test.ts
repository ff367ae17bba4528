import { describe, expect, test } from 'vitest';

import {
  applyFlag,
  applySegment,
  compile,
  removeFlag,
  removeSegment,
  type CompiledDataSet,
} from './data-set.ts';
import { evaluate, evaluateSegment } from './evaluate.ts';
import type { Flag, Segment } from './model.ts';
import { flagWith } from './testing/flag.ts';

const circumstances = { environment: 'production', context: { user_id: 'u' }, now: 0 };
const reasonOf = (dataSet: CompiledDataSet, flagKey = 'f', applicationId: string | null = 'app') =>
  evaluate(dataSet, { ...circumstances, applicationId, flagKey }).reason;

describe('a flag', () => {
  test('is there once applied, changed when applied again, gone when removed', () => {
    const dataSet = compile({ flags: [], segments: [] });
    expect(reasonOf(dataSet)).toBe('FLAG_NOT_FOUND');
    applyFlag(dataSet, flagWith());
    expect(reasonOf(dataSet)).toBe('DEFAULT');
    applyFlag(dataSet, flagWith({ enabled: false }));
    expect(reasonOf(dataSet)).toBe('DISABLED');
    applyFlag(dataSet, flagWith({}, { status: 'archived' }));
    expect(reasonOf(dataSet)).toBe('FLAG_ARCHIVED');
    removeFlag(dataSet, 'f');
    expect(reasonOf(dataSet)).toBe('FLAG_NOT_FOUND');
    expect(dataSet.byKey.size).toBe(0);
    removeFlag(dataSet, 'f');
  });

  test('of an application and one of the enterprise come and go by themselves', () => {
    const own = flagWith({ enabled: false }, { id: 'own', application_id: 'app' });
    const dataSet = compile({ flags: [flagWith(), own], segments: [] });
    expect(reasonOf(dataSet)).toBe('DISABLED');
    expect(reasonOf(dataSet, 'f', 'another')).toBe('DEFAULT');
    removeFlag(dataSet, 'own');
    expect(reasonOf(dataSet)).toBe('DEFAULT');
    applyFlag(dataSet, own);
    removeFlag(dataSet, 'f');
    expect(reasonOf(dataSet)).toBe('DISABLED');
    expect(reasonOf(dataSet, 'f', 'another')).toBe('FLAG_NOT_FOUND');
  });

  test('that took over the key of another stays when that one is removed', () => {
    for (const applicationId of [null, 'app']) {
      const former = flagWith({ enabled: false }, { id: 'former', application_id: applicationId });
      const latter = flagWith({}, { id: 'latter', application_id: applicationId });
      const dataSet = compile({ flags: [former, latter], segments: [] });
      removeFlag(dataSet, 'former');
      expect(reasonOf(dataSet)).toBe('DEFAULT');
    }
  });

  test('that is no object is passed over', () => {
    const flags = [null, 5, flagWith()] as Flag[];
    const segments = [null, []] as unknown as Segment[];
    expect(reasonOf(compile({ flags, segments }))).toBe('DEFAULT');
  });

  test('is broken until its prerequisite is there, and again when that goes', () => {
    const dependent = flagWith({ prerequisites: [{ flag: 'below' }] });
    const below = flagWith({}, { key: 'below' });
    const dataSet = compile({ flags: [dependent], segments: [] });
    expect(reasonOf(dataSet)).toBe('ERROR');
    applyFlag(dataSet, below);
    expect(reasonOf(dataSet)).toBe('DEFAULT');
    applyFlag(dataSet, flagWith({ enabled: false }, { key: 'below' }));
    expect(reasonOf(dataSet)).toBe('PREREQUISITE_FAILED');
    removeFlag(dataSet, 'below');
    expect(reasonOf(dataSet)).toBe('ERROR');
  });

  test('is broken by a circle that a change closes, and mended when it is opened', () => {
    const depending = (key: string, on: string) =>
      flagWith({ prerequisites: [{ flag: on }] }, { key });
    const dataSet = compile({
      flags: [depending('a', 'b'), flagWith({}, { key: 'b' })],
      segments: [],
    });
    expect(reasonOf(dataSet, 'a')).toBe('DEFAULT');
    applyFlag(dataSet, depending('b', 'a'));
    expect([reasonOf(dataSet, 'a'), reasonOf(dataSet, 'b')]).toEqual(['ERROR', 'ERROR']);
    applyFlag(dataSet, flagWith({}, { key: 'b' }));
    expect([reasonOf(dataSet, 'a'), reasonOf(dataSet, 'b')]).toEqual(['DEFAULT', 'DEFAULT']);
  });
});

test('one unknown prerequisite among known ones breaks a flag, and so does a circle among others', () => {
  const depending = (key: string, ...on: string[]) =>
    flagWith({ prerequisites: on.map((flag) => ({ flag })) }, { key });
  const sound = flagWith({}, { key: 'sound' });
  const flags = [
    sound,
    depending('a', 'sound', 'unknown'),
    depending('b', 'sound', 'c'),
    depending('c', 'b'),
  ];
  const dataSet = compile({ flags, segments: [] });
  expect(['sound', 'a', 'b', 'c'].map((key) => reasonOf(dataSet, key))).toEqual([
    'DEFAULT',
    'ERROR',
    'ERROR',
    'ERROR',
  ]);
});

test('flags that depend on each other in different environments form no circle', () => {
  const depending = (key: string, environment: string, on: string) =>
    flagWith(
      {},
      {
        key,
        environments: {
          production: { enabled: true },
          staging: { enabled: true },
          [environment]: { enabled: true, prerequisites: [{ flag: on }] },
        },
      },
    );
  const flags = [depending('a', 'production', 'b'), depending('b', 'staging', 'a')];
  const dataSet = compile({ flags, segments: [] });
  expect([reasonOf(dataSet, 'a'), reasonOf(dataSet, 'b')]).toEqual(['DEFAULT', 'DEFAULT']);
});

describe('a segment', () => {
  test('changes the answers of flags that are not compiled again', () => {
    const dataSet = compile({ flags: [flagWith({ targeting: { segment: 's' } })], segments: [] });
    const compiled = dataSet.byId.get('f');
    expect(reasonOf(dataSet)).toBe('ERROR');
    applySegment(dataSet, { key: 's', included: ['u'] });
    expect(reasonOf(dataSet)).toBe('DEFAULT');
    applySegment(dataSet, { key: 's', included: ['v'] });
    expect(reasonOf(dataSet)).toBe('TARGETING_MISMATCH');
    removeSegment(dataSet, 's');
    expect(reasonOf(dataSet)).toBe('ERROR');
    expect(dataSet.byId.get('f')).toBe(compiled);
    removeSegment(dataSet, 'nobody');
  });

  test('given as sets of members follows every change that is made in them', () => {
    const [included, excluded] = [new Set<string>(), new Set<string>()];
    const flags = [flagWith({ targeting: { segment: 's' } })];
    const dataSet = compile({ flags, segments: [{ key: 's', included, excluded }] });
    expect(reasonOf(dataSet)).toBe('TARGETING_MISMATCH');
    included.add('u');
    expect(reasonOf(dataSet)).toBe('DEFAULT');
    excluded.add('u');
    expect(reasonOf(dataSet)).toBe('TARGETING_MISMATCH');
    excluded.delete('u');
    expect(reasonOf(dataSet)).toBe('DEFAULT');
  });

  test('can be asked by itself', () => {
    const segments = [
      { key: 's', included: ['u'] },
      { key: 'bad', rules: { segment: 'unknown' } },
    ];
    const dataSet = compile({ flags: [], segments });
    const ask = (segmentKey: string, user_id: string) =>
      evaluateSegment(dataSet, { ...circumstances, context: { user_id }, segmentKey });
    expect(ask('s', 'u')).toBe(true);
    expect(ask('s', 'v')).toBe(false);
    expect(ask('bad', 'u')).toBeUndefined();
    expect(ask('nobody', 'u')).toBeUndefined();
  });
});
