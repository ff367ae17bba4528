import assert from 'node:assert/strict';

import { evaluate, type Decision } from '@halyard/core';

import { keysOf } from './cases.ts';
import type { Person } from './contexts.ts';
import { toFlagdRequests, toHalyardRequests, type Engines } from './engines.ts';
import { tenRules } from './flags.ts';
import { matching, other, ruleId, split } from './ten-rules.ts';

type TenRules = keyof typeof tenRules;

/** The share of people who are served each variation, by engine. */
export interface Shares {
  readonly halyard: ReadonlyMap<string, number>;
  readonly flagd: ReadonlyMap<string, number>;
}

/** Fails unless both engines answer as they should; nothing of it is timed. */
export function checkAnswers(engines: Engines, loaded: number, people: readonly Person[]): Shares {
  checkDecision(engines, loaded, people, 'static', 'DEFAULT', undefined);
  checkDecision(engines, loaded, people, 'five', 'RULE_MATCH', ruleId(5));
  checkEachRule(engines, loaded, people[0]!, 'tenOfNumbers');
  checkEachRule(engines, loaded, people[0]!, 'ten');
  checkShares(engines, loaded, people, 'tenOfNumbers');
  return checkShares(engines, loaded, people, 'ten');
}

function checkDecision(
  { halyard }: Engines,
  loaded: number,
  people: readonly Person[],
  kind: 'static' | 'five',
  reason: string,
  rule: string | undefined,
): void {
  for (const request of toHalyardRequests(people, keysOf(kind, loaded, true))) {
    const decision = evaluate(halyard, request) as Decision;
    const { enabled } = decision;
    assert.deepEqual([enabled, decision.reason, decision.rule?.id], [true, reason, rule]);
  }
}

/** Whoever has the attributes of a rule is served by it: no rule is there in vain. */
function checkEachRule(engines: Engines, loaded: number, person: Person, kind: TenRules): void {
  for (const [index, rule] of tenRules[kind].entries()) {
    const attributes = { ...person.attributes, ...matching(rule) };
    const answers = ask(engines, [{ ...person, attributes }], keysOf(kind, loaded, false))[0]!;
    assert.equal(answers.rule, ruleId(index + 1));
    if (index < 9) assert.deepEqual([answers.halyard, answers.flagd], [other, other]);
  }
}

function checkShares(
  engines: Engines,
  loaded: number,
  people: readonly Person[],
  kind: TenRules,
): Shares {
  const answers = ask(engines, people, keysOf(kind, loaded, false));
  assert(answers.every(({ rule }) => rule === ruleId(10)));
  const shares = {
    halyard: countShares(answers.map(({ halyard }) => halyard)),
    flagd: countShares(answers.map(({ flagd }) => flagd)),
  };
  for (const engine of [shares.halyard, shares.flagd]) {
    assert.equal(engine.size, split.length);
    for (const { variation, weight } of split) {
      assert(Math.abs(engine.get(variation)! - weight / 100) < 0.03);
    }
  }
  return shares;
}

function ask({ halyard, flagd }: Engines, people: readonly Person[], keys: readonly string[]) {
  const flagdRequests = toFlagdRequests(people, keys);
  return toHalyardRequests(people, keys).map((request, index) => {
    const decision = evaluate(halyard, request) as Decision;
    const { flagKey, context } = flagdRequests[index]!;
    const answer = flagd.resolveStringEvaluation(flagKey, '', context);
    assert.equal(answer.reason, 'TARGETING_MATCH');
    return { rule: decision.rule?.id, halyard: decision.variation!, flagd: answer.variant! };
  });
}

function countShares(answers: readonly string[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const answer of answers) shares.set(answer, (shares.get(answer) ?? 0) + 1 / answers.length);
  return shares;
}
