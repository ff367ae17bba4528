import { describe, expect, test } from 'vitest';

import { evaluateSent } from './testing.ts';
import { normaliseVariations } from './variations.ts';

describe('variations by name', () => {
  test('become a list in byte order of the names, with allocation as weight', () => {
    const sent = {
      treatment: { allocation: 30, configuration: { colour: 'red' } },
      control: { allocation: 70, description: 'as before' },
      '10': {},
      '9': { weight: 2 },
    };
    expect(normaliseVariations(sent)).toEqual([
      { key: '10' },
      { key: '9', weight: 2 },
      { key: 'control', weight: 70, description: 'as before' },
      { key: 'treatment', weight: 30, configuration: { colour: 'red' } },
    ]);
  });

  test('are ordered by UTF-8 bytes, not by UTF-16 units', () => {
    const sent = { '\u{1f600}': {}, '\uff5e': {}, é: {}, z: {}, zz: {}, B: {}, '': {} };
    const keys = (normaliseVariations(sent) as { key: string }[]).map(({ key }) => key);
    expect(keys).toEqual(['', 'B', 'z', 'zz', 'é', '\uff5e', '\u{1f600}']);
    expect(keys).toEqual(
      keys.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
    );
  });

  test('may be called `__proto__`', () => {
    const sent: unknown = JSON.parse('{"b": {}, "__proto__": {"allocation": 1}}');
    expect(normaliseVariations(sent)).toEqual([{ key: '__proto__', weight: 1 }, { key: 'b' }]);
  });

  test('may repeat their name as key', () => {
    expect(normaliseVariations({ a: { key: 'a' }, b: { key: null } })).toEqual([
      { key: 'a' },
      { key: 'b' },
    ]);
  });

  test.each([[{ a: { key: 'b' } }], [{ a: {}, b: 50 }], [{ a: [] }], [{ a: null }]])(
    'that cannot be read are left as they are: %j',
    (variations) => {
      expect(normaliseVariations(variations)).toEqual(variations);
    },
  );
});

test.each<[string, object, object]>([
  ['allocation is read as weight', { allocation: 3 }, { weight: 3 }],
  ['weight wins over allocation', { allocation: 3, weight: 4 }, { weight: 4 }],
  ['an allocation of 0 is a weight of 0', { allocation: 0 }, { weight: 0 }],
  ['no weight is filled in', {}, {}],
])('in a list %s', (_, sent, stored) => {
  expect(normaliseVariations([{ key: 'a', ...sent }, 'x'])).toEqual([{ key: 'a', ...stored }, 'x']);
});

test.each([[undefined], [null], ['x'], [7]])('%j is left as it is', (variations) => {
  expect(normaliseVariations(variations)).toBe(variations);
});

test('variations by name are picked by their allocation', () => {
  const variations = { none: { allocation: 0 }, all: { allocation: 100 } };
  for (let user = 0; user < 100; user++) {
    expect(evaluateSent({}, { user_id: user }, { variations })).toMatchObject({ variation: 'all' });
  }
});

test('variations by name serve the same, in whichever order they are sent', () => {
  const served = (variations: unknown) =>
    Array.from({ length: 200 }, (_, user) =>
      evaluateSent({}, { user_id: user }, { variations }),
    ).map((evaluation) => evaluation.found && evaluation.variation);
  const [a, b] = [{ allocation: 30 }, { allocation: 70 }];
  expect(served({ b, a })).toEqual(served({ a, b }));
  expect(new Set(served({ a, b }))).toEqual(new Set(['a', 'b']));
});
