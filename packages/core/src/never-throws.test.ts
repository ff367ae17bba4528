import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyFlag, applySegment, compile } from './data-set.ts';
import { evaluate, evaluateSegment } from './evaluate.ts';
import { resolveSchedule } from './flags/schedule.ts';
import { listFlags } from './listing/list-flags.ts';
import type { DataSet, Flag, Segment } from './model.ts';
import { regex } from './re2js.ts';
import { listReferences, listSegmentReferences } from './references.ts';
import { condition, context, dataSet, value } from './testing/arbitraries.ts';
import { check } from './testing/check.ts';
import { findBroken } from './validate/find-broken.ts';
import { validateFlag } from './validate/validate-flag.ts';
import { validateSegment } from './validate/validate-segment.ts';

const now = Date.UTC(2026, 5, 1);
const request = (flagKey: string, given: unknown) => ({
  applicationId: 'app',
  flagKey,
  environment: 'production',
  context: given as object,
  now,
});

describe('nothing throws', () => {
  test('on any JSON as flag, segment or context', () => {
    check(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (flag, segment, given) => {
        const body = { id: 'f', key: 'k', application_id: null, status: 'active' };
        const flags = [{ ...body, environments: { production: flag } } as unknown as Flag];
        const segments = [{ key: 's', rules: segment } as unknown as Segment];
        const compiled = compile({ flags, segments }, { regex });
        evaluate(compiled, request('k', given));
        evaluateSegment(compiled, { ...request('k', given), segmentKey: 's' });
        listFlags(compiled, { applicationId: null, environment: 'production', now });
        findBroken(compiled);
        listReferences(flags[0]!);
        listSegmentReferences(segments[0]!);
        resolveSchedule(flag);
        validateFlag(flag, { dataSet: compiled, regex });
        validateFlag(flags[0], { dataSet: compiled, regex });
        validateSegment(segment, { dataSet: compiled, regex });
      }),
    );
  });

  test('on data sets that nearly make sense, with and without a trace', () => {
    check(
      fc.property(dataSet, context, (data, given) => {
        const compiled = compile(data, { regex });
        for (const { key } of data.flags) {
          const plain = evaluate(compiled, request(key, given));
          const traced = evaluate(compiled, { ...request(key, given), trace: true });
          expect({ ...traced, trace: null }).toEqual({ ...plain, trace: null });
        }
      }),
    );
  });

  test('on a flag whose parts were replaced by anything', () => {
    const paths = ['variations', 'environments', 'status', 'scheduled_start_at', 'key', 'id'];
    check(
      fc.property(dataSet, fc.constantFrom(...paths), value, (data, path, anything) => {
        const compiled = compile(data, { regex });
        const flag = { ...data.flags[0], [path]: anything } as unknown as Flag;
        applyFlag(compiled, flag);
        evaluate(compiled, request('f1', {}));
        validateFlag(flag, { dataSet: compiled, regex });
      }),
    );
  });
});

test('what validation accepts is not broken', () => {
  check(
    fc.property(dataSet, context, (data, given) => {
      const compiled = compile(data, { regex });
      for (const flag of data.flags) {
        if (validateFlag(flag, { dataSet: compiled, regex }).length > 0) continue;
        const evaluation = evaluate(compiled, request(flag.key, given));
        // A segment, or another flag, may be broken all the same: they are validated by themselves.
        const alone = withoutReferences(compiled);
        if (alone) expect(evaluation.reason).not.toBe('ERROR');
      }
    }),
  );

  function withoutReferences(compiled: ReturnType<typeof compile>): boolean {
    return [...compiled.segments.values()].every((slot) => !slot.isBroken);
  }
});

test('a condition that validation refuses breaks its flag, and one it accepts does not', () => {
  check(
    fc.property(condition, context, (when, given) => {
      // Text that cannot be stored is refused, though it could be evaluated.
      fc.pre(!JSON.stringify(when).includes('\\ud800'));
      const rules = [{ id: 'r', when, serve: { enabled: true } }];
      const flag: Flag = {
        id: 'f',
        key: 'f',
        application_id: null,
        status: 'active',
        version: 1,
        environments: { production: { enabled: true, rules } },
      };
      const segments: Segment[] = ['s1', 's2', 's3'].map((key) => ({ key }));
      const compiled = compile({ flags: [flag], segments } satisfies DataSet, { regex });
      const isRefused = validateFlag(flag, { dataSet: compiled, regex }).length > 0;
      expect(evaluate(compiled, request('f', given)).reason === 'ERROR').toBe(isRefused);
    }),
  );
});

test('segments that are replaced one by one end as if they had been there from the start', () => {
  check(
    fc.property(dataSet, dataSet, context, (before, after, given) => {
      const compiled = compile(before, { regex });
      for (const segment of after.segments) applySegment(compiled, segment);
      for (const flag of after.flags) applyFlag(compiled, flag);
      const fresh = compile(after, { regex });
      for (const { key } of after.flags) {
        expect(evaluate(compiled, request(key, given))).toEqual(
          evaluate(fresh, request(key, given)),
        );
      }
    }),
  );
});
