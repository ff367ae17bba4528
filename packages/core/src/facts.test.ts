import { describe, expect, test } from 'vitest';

import { compile } from './data-set.ts';
import { evaluate } from './evaluate.ts';
import type { Decision } from './evaluation.ts';
import type { Flag } from './model.ts';
import { flagWith } from './testing/flag.ts';

function decide(flag: Flag, context: object, flags: Flag[] = []): Decision {
  const dataSet = compile({ flags: [flag, ...flags], segments: [{ key: 's', included: ['u'] }] });
  const request = { applicationId: null, environment: 'production', now: 0 };
  const evaluation = evaluate(dataSet, { ...request, flagKey: flag.key, context });
  if (!evaluation.found) throw new Error('the flag was not found');
  return evaluation;
}

const user = { user_id: 'u' };
const share = (weight: number) => ({ variations: [{ key: 'a' }, { key: 'b', weight }] });
const serving = (serve: object) => ({ rules: [{ id: 'r', serve: { enabled: true, ...serve } }] });

describe('a decision is a split', () => {
  const isSplit = (environment: object, given: object) =>
    decide(flagWith(environment, given), user).isSplit;

  test('where two or more variations had a chance', () => {
    expect(isSplit({}, share(1))).toBe(true);
    const split = [
      { variation: 'a', weight: 1 },
      { variation: 'b', weight: 1 },
    ];
    expect(isSplit(serving({ split }), share(0))).toBe(true);
  });

  test('and not where one alone had, where it was named, or where the flag is off', () => {
    expect(isSplit({}, share(0))).toBe(false);
    expect(isSplit({}, {})).toBe(false);
    expect(isSplit({ default_variation: 'b' }, share(1))).toBe(false);
    expect(isSplit(serving({ variation: 'b' }), share(1))).toBe(false);
    expect(isSplit({ rollout_percentage: 0 }, share(1))).toBe(false);
  });
});

test('a decision is gated where a gate was passed', () => {
  const isGated = (environment: object) => decide(flagWith(environment), user).isGated;
  expect(isGated({ targeting: { segment: 's' } })).toBe(true);
  expect(isGated({})).toBe(false);
  expect(isGated({ targeting: { segment: 's', operator: 'not_in' } })).toBe(false);
});

describe('a decision lacks an identifier', () => {
  const lacks = (environment: object, context: object, given: object = {}) =>
    decide(flagWith(environment, given), context).lacksIdentifier;
  const half = { rollout_percentage: 50 };

  test('where a percentage, a pick or a percent test needed one', () => {
    expect(lacks(half, {})).toBe(true);
    expect(lacks({ ...half, by: 'company' }, user)).toBe(true);
    expect(lacks({}, {}, share(1))).toBe(true);
    expect(lacks({ targeting: { percent: 100 } }, {})).toBe(true);
  });

  test('and not where there was one, or where none was needed', () => {
    expect(lacks(half, user)).toBe(false);
    expect(lacks({}, user, share(1))).toBe(false);
    expect(lacks({}, {}, share(0))).toBe(false);
    expect(lacks({ targeting: { percent: 100 } }, user)).toBe(false);
    expect(lacks({}, {})).toBe(false);
    expect(lacks({ rollout_percentage: 0 }, {})).toBe(false);
  });
});

test('a decision names the identifier that was used, and the field it came from', () => {
  expect(decide(flagWith(), { user_id: 7, session_id: 's' })).toMatchObject({
    identifier: '7',
    identifierKind: 'user_id',
  });
  expect(decide(flagWith(), { session_id: 's' })).toMatchObject({
    identifier: 's',
    identifierKind: 'session_id',
  });
  const nobody = decide(flagWith(), { session_id: {} });
  expect([nobody.identifier, nobody.identifierKind]).toEqual([undefined, undefined]);
});

test('an archived prerequisite counts as off', () => {
  const archived = flagWith({}, { key: 'below', status: 'archived' });
  const depending = (enabled: boolean) => flagWith({ prerequisites: [{ flag: 'below', enabled }] });
  expect(decide(depending(false), user, [archived]).enabled).toBe(true);
  expect(decide(depending(true), user, [archived]).reason).toBe('PREREQUISITE_FAILED');
});

test('a prerequisite may be a variation', () => {
  const below = flagWith({ default_variation: 'b' }, { key: 'below', ...share(1) });
  const depending = (variation: string) =>
    flagWith({ prerequisites: [{ flag: 'below', variation }] });
  expect(decide(depending('b'), user, [below]).enabled).toBe(true);
  expect(decide(depending('a'), user, [below]).reason).toBe('PREREQUISITE_FAILED');
});

test('of an object with a foreign prototype only its own attributes exist', () => {
  class Account {
    plan = 'pro';
    get tier(): string {
      return 'gold';
    }
  }
  const isSeen = (attribute: string, attributes: object) =>
    decide(flagWith({ targeting: { attribute, operator: 'exists' } }), { attributes }).enabled;
  const inherited = Object.create({ plan: 'pro' }) as object;
  const bare = Object.assign(Object.create(null) as object, { plan: 'pro' });
  expect(isSeen('plan', new Account())).toBe(true);
  expect(isSeen('tier', new Account())).toBe(false);
  expect(isSeen('plan', inherited)).toBe(false);
  expect(isSeen('plan', bare)).toBe(true);
  expect(isSeen('toString', { plan: 'pro' })).toBe(false);
  expect(isSeen('toString', { toString: 'own' })).toBe(true);
});
