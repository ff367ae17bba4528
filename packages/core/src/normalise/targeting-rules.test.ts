import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { normaliseEnvironment } from './environment.ts';
import { createRuleIds, evaluateSent } from './testing.ts';

const options = { newRuleId: createRuleIds() };
const normalise = (targeting_rules: unknown) => normaliseEnvironment({ targeting_rules }, options);

const country = (...values: string[]) => ({
  attribute: 'geolocation.country',
  operator: 'country_in',
  values,
});
const language = (...values: string[]) => ({
  attribute: 'language',
  operator: 'language_in',
  values,
});

describe('targeting_rules become a gate', () => {
  test.each<[string, object, readonly object[]]>([
    [
      'geo: each list restricts',
      { geo: { countries: ['DE', 'at'], cities: ['Wien'] } },
      [country('DE', 'at'), { attribute: 'geolocation.city', operator: 'in', values: ['Wien'] }],
    ],
    [
      'geo: none of the listed',
      {
        geo: { countries: ['DE'], cities: ['Wien'], timezones: ['UTC'], operator: 'not_in' },
      },
      [
        { operator: 'none', rules: [country('DE')] },
        { attribute: 'geolocation.city', operator: 'not_in', values: ['Wien'] },
        { attribute: 'geolocation.timezone', operator: 'not_in', values: ['UTC'] },
      ],
    ],
    [
      'language: one of the listed',
      { language: { languages: ['en', 'de-AT'], operator: 'in' } },
      [language('en', 'de-AT')],
    ],
    [
      'language: none of the listed',
      { language: { languages: ['en'], operator: 'not_in' } },
      [{ operator: 'none', rules: [language('en')] }],
    ],
    [
      'attributes: all where nothing is said',
      {
        attributes: [
          { key: 'plan', operator: '=', value: 'pro' },
          { key: 'age', operator: '>=', values: [18], negate: true },
        ],
      },
      [
        { attribute: 'plan', operator: 'equals', values: ['pro'] },
        { attribute: 'age', operator: 'gte', values: [18], negate: true },
      ],
    ],
    [
      'attributes: any',
      {
        attributes: [
          { key: 'mail', operator: 'endsWith', value: '@example.com' },
          { key: 'plan', operator: 'in', values: ['a', 'b'] },
        ],
        operator: 'Or',
      },
      [
        {
          operator: 'or',
          rules: [
            { attribute: 'mail', operator: 'ends_with', values: ['@example.com'] },
            { attribute: 'plan', operator: 'in', values: ['a', 'b'] },
          ],
        },
      ],
    ],
    [
      'segments: in all of the first, in none of the second',
      {
        segments: { include: ['a', 'b'], exclude: ['c'] },
      },
      [
        { segment: 'a', operator: 'in' },
        { segment: 'b', operator: 'in' },
        { segment: 'c', operator: 'not_in' },
      ],
    ],
    [
      'all parts at once',
      {
        segments: { include: ['a'] },
        attributes: [{ key: 'plan', operator: 'exists' }],
        operator: 'AND',
        language: { languages: ['en'] },
        geo: { countries: ['DE'], cities: [], timezones: null },
      },
      [
        country('DE'),
        language('en'),
        { attribute: 'plan', operator: 'exists' },
        { segment: 'a', operator: 'in' },
      ],
    ],
  ])('%s', (_, sent, rules) => {
    expect(normalise(sent)).toEqual({ targeting: { operator: 'and', rules } });
  });

  test.each([
    [null],
    [{}],
    [{ operator: 'OR' }],
    [{ geo: { regions: null }, device: null }],
    [{ geo: null, language: {}, attributes: [], operator: 'or', segments: { include: [] } }],
    [{ geo: { countries: [], operator: 'not_in' } }],
  ])('none where nothing is demanded: %j', (sent) => {
    expect(normalise(sent)).toEqual({ targeting: null });
  });
});

describe('targeting_rules are left for validation to refuse', () => {
  test.each([
    ['x'],
    [[]],
    [{ regions: ['EU'] }],
    [{ geo: 'DE' }],
    [{ geo: { countries: 'DE' } }],
    [{ geo: { countries: ['DE'], regions: ['BE'] } }],
    [{ geo: { countries: ['DE'], operator: 'NOT' } }],
    [{ language: { languages: { en: true } } }],
    [{ attributes: { key: 'plan', operator: '=' } }],
    [{ attributes: ['plan'] }],
    [{ attributes: [{ operator: '=', value: 1 }] }],
    [{ attributes: [{ key: 'a', attribute: 'b', operator: '=', value: 1 }] }],
    [{ attributes: [], operator: 'XOR' }],
    [{ segments: ['a'] }],
    [{ segments: { include: ['a'], any: ['b'] } }],
    [JSON.parse('{"__proto__": {"x": 1}}')],
  ])('%j', (sent) => {
    expect(normalise(sent)).toEqual({ targeting_rules: sent });
  });

  test('beside a targeting, which is in its stored form nevertheless', () => {
    const environment = {
      targeting: { attribute: 'a', operator: '=', value: 1 },
      targeting_rules: { language: { languages: ['en'] } },
    };
    expect(normaliseEnvironment(environment, options)).toEqual({
      ...environment,
      targeting: { attribute: 'a', operator: 'equals', values: [1] },
    });
  });
});

test('null beside the other form says nothing', () => {
  const targeting = { operator: 'and', rules: [language('en')] };
  expect(normaliseEnvironment({ targeting, targeting_rules: null }, options)).toEqual({
    targeting,
  });
  const targeting_rules = { language: { languages: ['en'] } };
  expect(normaliseEnvironment({ targeting: null, targeting_rules }, options)).toEqual({
    targeting,
  });
});

describe('the gate', () => {
  const passes = (targeting_rules: object, context: object): boolean => {
    const segments = [
      { key: 'a', included: ['u1', 'u2'] },
      { key: 'b', included: ['u2', 'u3'] },
    ];
    const result = evaluateSent({ targeting_rules }, context, { segments });
    expect(result).not.toMatchObject({ reason: 'ERROR' });
    return result.found && result.enabled;
  };

  test('lets everybody in where nothing is demanded', () => {
    expect(passes({}, {})).toBe(true);
  });

  test('asks for a country in any case, and not_in lets an unknown one in', () => {
    const geo = { countries: ['de', 'AT'] };
    const geolocation = { country: 'DE' };
    expect(passes({ geo }, { geolocation })).toBe(true);
    expect(passes({ geo }, { geolocation: { country: 'FR' } })).toBe(false);
    expect(passes({ geo }, {})).toBe(false);
    const others = { ...geo, operator: 'not_in' };
    expect(passes({ geo: others }, { geolocation })).toBe(false);
    expect(passes({ geo: others }, { geolocation: { country: 'FR' } })).toBe(true);
    expect(passes({ geo: others }, {})).toBe(true);
  });

  test('asks for a language with all its regions', () => {
    const language = { languages: ['en'] };
    expect(passes({ language }, { language: 'en-US' })).toBe(true);
    expect(passes({ language: { ...language, operator: 'not_in' } }, { language: 'en_GB' })).toBe(
      false,
    );
  });

  test('joins attributes by their operator', () => {
    const attributes = [
      { key: 'plan', operator: '=', value: 'pro' },
      { key: 'age', operator: '>=', value: 18 },
    ];
    const context = { attributes: { plan: 'pro', age: 17 } };
    expect(passes({ attributes }, context)).toBe(false);
    expect(passes({ attributes, operator: 'and' }, context)).toBe(false);
    expect(passes({ attributes, operator: 'OR' }, context)).toBe(true);
    expect(passes({ attributes, operator: 'OR', language: { languages: ['en'] } }, context)).toBe(
      false,
    );
  });

  interface Sent {
    geo: { countries: string[]; cities: string[]; timezones: string[]; operator: string };
    language: { languages: string[]; operator: string };
    attributes: { key: string; operator: string; value: string }[];
    operator: string;
    segments: { include: string[]; exclude: string[] };
  }

  interface Seen {
    user: string;
    country: string | undefined;
    city: string | undefined;
    timezone: string | undefined;
    language: string | undefined;
    plan: string | undefined;
  }

  const members: Record<string, readonly string[]> = { a: ['u1', 'u2'], b: ['u2', 'u3'] };

  /** What targeting_rules say, word for word. */
  function expected({ geo, language, attributes, operator, segments }: Sent, seen: Seen): boolean {
    const restricts = (list: string[], value: string | undefined, operator: string): boolean =>
      list.length === 0 || (value !== undefined && list.includes(value)) === (operator === 'in');
    const results = attributes.map(
      ({ operator, value }) => (seen.plan === value) === (operator === '='),
    );
    return (
      restricts(geo.countries, seen.country, geo.operator) &&
      restricts(geo.cities, seen.city, geo.operator) &&
      restricts(geo.timezones, seen.timezone, geo.operator) &&
      restricts(language.languages, seen.language, language.operator) &&
      (results.length === 0 ||
        (operator === 'AND' ? !results.includes(false) : results.includes(true))) &&
      segments.include.every((key) => members[key]!.includes(seen.user)) &&
      !segments.exclude.some((key) => members[key]!.includes(seen.user))
    );
  }

  test('says what the targeting_rules say', () => {
    const some = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values));
    const one = (...values: string[]) => fc.constantFrom(undefined, ...values);
    const membership = fc.constantFrom('in', 'not_in');
    const sent: fc.Arbitrary<Sent> = fc.record({
      geo: fc.record({
        countries: some('DE', 'FR'),
        cities: some('Ulm', 'Metz'),
        timezones: some('Europe/Berlin', 'Europe/Paris'),
        operator: membership,
      }),
      language: fc.record({ languages: some('de', 'fr'), operator: membership }),
      attributes: fc.array(
        fc.record({
          key: fc.constant('plan'),
          operator: fc.constantFrom('=', '!='),
          value: fc.constantFrom('pro', 'free'),
        }),
        { maxLength: 2 },
      ),
      operator: fc.constantFrom('AND', 'OR'),
      segments: fc.record({ include: some('a', 'b'), exclude: some('a', 'b') }),
    });
    const seen: fc.Arbitrary<Seen> = fc.record({
      user: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
      country: one('DE', 'FR', 'IT'),
      city: one('Ulm', 'Metz', 'Rom'),
      timezone: one('Europe/Berlin', 'Europe/Paris'),
      language: one('de', 'fr', 'it'),
      plan: one('pro', 'free'),
    });
    check(
      fc.property(sent, seen, (sent, seen) => {
        const { user, country, city, timezone, language, plan } = seen;
        const context = {
          user_id: user,
          geolocation: { country, city, timezone },
          language,
          attributes: { plan },
        };
        expect(passes(sent, context)).toBe(expected(sent, seen));
      }),
      1_000,
    );
  });
});
