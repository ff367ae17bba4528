import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compile } from './data-set.ts';
import { evaluate } from './evaluate.ts';
import type { Decision } from './evaluation.ts';
import type { Flag, FlagEnvironment, Rule } from './model.ts';
import { operatorNames } from './operators/index.ts';
import { regex } from './re2js.ts';
import { context, rule, value } from './testing/arbitraries.ts';
import { check } from './testing/check.ts';
import { flagWith } from './testing/flag.ts';

const now = Date.UTC(2026, 5, 1);

function decide(flag: Flag, given: object): Decision {
  const segments = ['s1', 's2', 's3'].map((key) => ({ key }));
  const compiled = compile({ flags: [flag], segments }, { regex });
  const request = { applicationId: null, flagKey: flag.key, environment: 'production', now };
  const evaluation = evaluate(compiled, { ...request, context: given });
  if (!evaluation.found) throw new Error('the flag was not found');
  return evaluation;
}

const user = fc.string({ minLength: 1 }).map((user_id) => ({ user_id }));
const thousandths = fc.integer({ min: 0, max: 100_000 });
const percent = (count: number) => count / 1_000;

test('the same context always gets the same answer', () => {
  check(
    fc.property(fc.array(rule, { maxLength: 3 }), context, (rules, given) => {
      const flag = flagWith({ rules: withIds(rules) });
      const again = structuredClone({ flag, given });
      expect(decide(again.flag, again.given)).toEqual(decide(flag, given));
    }),
  );
});

describe('raising a percentage only adds users', () => {
  const twoPercentages = fc
    .tuple(thousandths, thousandths)
    .map(([a, b]) => (a < b ? [a, b] : [b, a]));

  const onlyAdds = (environmentOf: (percentage: number) => Partial<FlagEnvironment>) =>
    check(
      fc.property(twoPercentages, user, ([low, high], given) => {
        const before = decide(flagWith(environmentOf(percent(low!))), given);
        const after = decide(flagWith(environmentOf(percent(high!))), given);
        expect(before.enabled && !after.enabled).toBe(false);
      }),
    );

  test('of the environment', () => onlyAdds((rollout_percentage) => ({ rollout_percentage })));

  test('of a rule', () =>
    onlyAdds((rollout_percentage) => ({
      rules: [{ id: 'r', rollout_percentage, serve: { enabled: true } }],
    })));

  test('of a percent test', () =>
    onlyAdds((share) => ({
      rules: [{ id: 'r', when: { percent: share }, serve: { enabled: true } }],
    })));
});

describe('nobody is moved whom no changed rule touches', () => {
  const rules = fc.uniqueArray(rule, { minLength: 1, maxLength: 4, selector: ({ id }) => id });

  test('by adding a rule', () => {
    check(
      fc.property(rules, rule, context, thousandths, (before, added, given, share) => {
        const shared = { rollout_percentage: percent(share) };
        const extra = { ...added, id: 'added', priority: 3 };
        const first = decide(flagWith({ ...shared, rules: before }), given);
        const second = decide(flagWith({ ...shared, rules: [...before, extra] }), given);
        fc.pre(first.reason !== 'ERROR' && second.reason !== 'ERROR');
        if (second.rule?.id !== 'added') expect(outcome(second)).toEqual(outcome(first));
      }),
    );
  });

  test('by reordering rules', () => {
    check(
      fc.property(rules, context, thousandths, (listed, given, share) => {
        const shared = { rollout_percentage: percent(share) };
        const alone = listed.filter((one) => decide(flagWith({ rules: [one] }), given).rule);
        fc.pre(alone.length <= 1);
        const first = decide(flagWith({ ...shared, rules: listed }), given);
        const second = decide(flagWith({ ...shared, rules: listed.toReversed() }), given);
        expect(outcome(second)).toEqual(outcome(first));
      }),
    );
  });
});

/** What the user sees of a decision. */
const outcome = ({ enabled, reason, rule, variation, configuration }: Decision) => ({
  enabled,
  reason,
  rule,
  variation,
  configuration,
});

const withIds = (rules: readonly Rule[]): Rule[] =>
  rules.map((one, index) => ({ ...one, id: `r${index}` }));

describe('who is in', () => {
  const count = 20_000;
  const ids = Array.from({ length: count }, (_, index) => `user-${index}`);
  const isOn = (flag: Flag) => {
    const compiled = compile({ flags: [flag], segments: [] });
    const request = { applicationId: null, flagKey: flag.key, environment: 'production', now };
    return ids.map(
      (user_id) => evaluate(compiled, { ...request, context: { user_id } }) as Decision,
    );
  };

  /** Correlation of two yes-or-no questions, -1 to 1. */
  function phi(one: boolean[], other: boolean[]): number {
    const both = one.filter((value, index) => value && other[index]).length;
    const [a, b] = [one.filter(Boolean).length, other.filter(Boolean).length];
    return (both * count - a * b) / Math.sqrt(a * (count - a) * b * (count - b));
  }

  test('does not depend on who is in at another flag', () => {
    const enabled = (key: string) =>
      isOn(flagWith({ rollout_percentage: 50 }, { key })).map((decision) => decision.enabled);
    expect(Math.abs(phi(enabled('one'), enabled('other')))).toBeLessThan(0.03);
  });

  test('does not decide which variation they get', () => {
    const variations = [{ key: 'a' }, { key: 'b' }];
    const decisions = isOn(flagWith({ rollout_percentage: 50 }, { variations }));
    const everybody = isOn(flagWith({}, { variations })).map(({ variation }) => variation === 'a');
    const enabled = decisions.map((decision) => decision.enabled);
    expect(Math.abs(phi(enabled, everybody))).toBeLessThan(0.03);
  });

  /** Pearson's statistic of counts against equal shares; 99 degrees of freedom. */
  function chiSquare(counts: number[]): number {
    const expected = count / counts.length;
    return counts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  }

  function statisticFor(salt: string): number {
    const variations = Array.from({ length: 10 }, (_, index) => ({ key: `v${index}` }));
    const counts = new Map(variations.map(({ key }) => [key, 0]));
    for (const { variation } of isOn(flagWith({ salt }, { variations }))) {
      counts.set(variation!, counts.get(variation!)! + 1);
    }
    return chiSquare([...counts.values()]);
  }

  // Quantiles of chi-square with 9 degrees of freedom: p = 0.001 and p = 1e-6.
  test('is shared out evenly: a fixed salt', () => {
    expect(statisticFor('halyard')).toBeLessThan(27.88);
  });

  test('is shared out evenly: a random salt', () => {
    const salt = Math.random().toString(36).slice(2);
    expect(statisticFor(salt), `salt ${salt}`).toBeLessThan(44.81);
  });
});

describe('a negative operator is the exact complement of its positive one', () => {
  const negatives = operatorNames.filter((name) =>
    /^(?:not_(?!exists|empty))|^semver_neq$/.test(name),
  );
  const positiveOf = (name: string) =>
    name === 'semver_neq' ? 'semver_eq' : name.replace(/^not_/, '');

  test.each(negatives)('%s', (negative) => {
    check(
      fc.property(value, value, (seen, wanted) => {
        const results = [negative, positiveOf(negative)].map((operator) => {
          const when = { attribute: 'x', operator, values: [wanted] };
          const rules = [{ id: 'r', when, serve: { enabled: true } }];
          return decide(flagWith({ rules }), { attributes: { x: seen } });
        });
        fc.pre(results[0]!.reason !== 'ERROR' || results[1]!.reason !== 'ERROR');
        const isMissing = seen === null;
        expect(results[0]!.enabled).toBe(isMissing || !results[1]!.enabled);
      }),
      200,
    );
  });
});
