import { describe, expect, test } from 'vitest';

import { regex } from '../re2js.ts';
import { flagWith } from '../testing/flag.ts';
import { validateFlag } from './validate-flag.ts';

const production = 'environments.production';
const serve = { enabled: true };
const many = (count: number) => Array.from({ length: count }, (_, index) => index);

const problemsOf = (flag: unknown) => validateFlag(flag, { regex });
const fieldsOf = (flag: unknown) => problemsOf(flag).map(({ field }) => field);

/** Something wrong in a test, with the field of the test that is named. */
const wrongTests: [what: string, test: object, field: string][] = [
  ['an unknown operator', { operator: 'like', values: ['x'] }, 'operator'],
  ['no operator', { values: ['x'] }, 'operator'],
  ['an attribute that is no text', { attribute: 5, operator: 'exists' }, 'attribute'],
  ['an empty attribute', { attribute: '', operator: 'exists' }, 'attribute'],
  ['values that are no list', { operator: 'in', values: 'x' }, 'values'],
  ['`value` beside `values`', { operator: 'equals', value: 'a', values: ['a'] }, 'value'],
  ['no value for `equals`', { operator: 'equals' }, 'values'],
  ['two values for `equals`', { operator: 'equals', values: ['a', 'b'] }, 'values'],
  ['501 values', { operator: 'in', values: many(501) }, 'values'],
  ['a value for `exists`', { operator: 'exists', values: ['x'] }, 'values'],
  ['a negated `exists`', { operator: 'exists', negate: true }, 'negate'],
  ['a negated `not_empty`', { operator: 'not_empty', negate: true }, 'negate'],
  ['a `negate` that is no boolean', { operator: 'in', values: ['x'], negate: 'yes' }, 'negate'],
  [
    'a `case_insensitive` that is no boolean',
    { operator: 'in', values: ['x'], case_insensitive: 1 },
    'case_insensitive',
  ],
  ['an unknown `on_missing`', { operator: 'in', values: ['x'], on_missing: 'maybe' }, 'on_missing'],
  ['an unknown type', { operator: 'type_is', values: ['null'] }, 'values[0]'],
  ['an object to contain', { operator: 'contains', values: ['a', {}] }, 'values[1]'],
  ['a pattern that is no text', { operator: 'matches', values: [5] }, 'values[0]'],
  ['a pattern RE2 cannot run', { operator: 'matches', values: ['a', '(?=b)'] }, 'values[1]'],
  ['a bound that is no number', { operator: 'gt', values: ['ten'] }, 'values[0]'],
  ['a lower bound that is no number', { operator: 'between', values: ['x', 1] }, 'values[0]'],
  ['an upper bound that is no number', { operator: 'between', values: [1, 'x'] }, 'values[1]'],
  ['bounds the wrong way round', { operator: 'between', values: [2, 1] }, 'values[1]'],
  ['a divisor of 0', { operator: 'modulo', values: [0, 0] }, 'values[0]'],
  ['a divisor of 1.5', { operator: 'modulo', values: [1.5, 0] }, 'values[0]'],
  ['a remainder of 0.5', { operator: 'modulo', values: [2, 0.5] }, 'values[1]'],
  ['a version that is none', { operator: 'semver_gt', values: ['one'] }, 'values[0]'],
  ['a date that is none', { operator: 'before', values: ['tomorrow'] }, 'values[0]'],
  [
    'a time that is none',
    { operator: 'time_of_day_between', values: ['25:00', '09:00'] },
    'values[0]',
  ],
  [
    'an end that is none',
    { operator: 'time_of_day_between', values: ['09:00', '9:00'] },
    'values[1]',
  ],
  [
    'an empty span',
    { operator: 'time_of_day_between', values: ['09:00', '09:00:00'] },
    'values[1]',
  ],
  [
    'a zone that is none',
    { operator: 'time_of_day_between', values: ['09:00', '10:00', 'X/Y'] },
    'values[2]',
  ],
  ['a day that is none', { operator: 'day_of_week_in', values: ['monday'] }, 'values[0]'],
  ['a second day that is none', { operator: 'day_of_week_in', values: ['mon', 5] }, 'values[1]'],
  [
    'a day’s zone that is none',
    { operator: 'day_of_week_in', values: ['mon', 'X/Y'] },
    'values[1]',
  ],
  ['a country of three letters', { operator: 'country_in', values: ['DEU'] }, 'values[0]'],
  ['a language that is empty', { operator: 'language_in', values: [''] }, 'values[0]'],
  ['a latitude beyond the pole', { operator: 'within_radius', values: [91, 0, 1] }, 'values[0]'],
  ['a longitude beyond 180', { operator: 'within_radius', values: [0, 181, 1] }, 'values[0]'],
  ['a negative radius', { operator: 'within_radius', values: [0, 0, -1] }, 'values[2]'],
  ['a network that is none', { operator: 'ip_in_cidr', values: ['10.0.0.0/33'] }, 'values[0]'],
  ['a size of -1', { operator: 'size', values: [-1] }, 'values[0]'],
  ['a size of 1.5', { operator: 'size', values: [1.5] }, 'values[0]'],
  ['an element that is no condition', { operator: 'elem_match', values: [5] }, 'values[0]'],
  [
    'an element’s unknown operator',
    { operator: 'elem_match', values: [{ attribute: 'a', operator: 'x' }] },
    'values[0].operator',
  ],
];

const wrongConditions: [what: string, condition: object, field: string][] = [
  ['a group’s unknown operator', { operator: 'xor', rules: [] }, 'operator'],
  ['a group’s rules that are no list', { operator: 'and', rules: {} }, 'rules'],
  ['a member that is no condition', { rules: [{ percent: 1 }, 'x'] }, 'rules[1]'],
  ['a segment’s key that is no text', { segment: 5 }, 'segment'],
  ['a segment’s unknown operator', { segment: 's', operator: 'within' }, 'operator'],
  ['a share above 100', { percent: 101 }, 'percent'],
  ['a share’s empty `by`', { percent: 5, by: '' }, 'by'],
  ['a share’s salt with a blank', { percent: 5, salt: 'a b' }, 'salt'],
];

test('every sentence about a test or a condition reads as it was read over', async () => {
  const told = [...wrongTests, ...wrongConditions].map(([what, given]) => {
    const test = 'rules' in given || 'segment' in given || 'percent' in given;
    const targeting = { ...(!test && { attribute: 'x' }), ...given } as never;
    const problems = problemsOf(flagWith({ targeting })).map(
      ({ field, expected }) =>
        `  ${field.replace(`${production}.targeting`, '…')} must be ${expected}`,
    );
    return [what, ...problems].join('\n');
  });
  await expect(told.join('\n')).toMatchFileSnapshot('conditions.sentences.txt');
});

describe('in a test', () => {
  test.each(wrongTests)('%s is named', (_what, given, field) => {
    const flag = flagWith({ targeting: { attribute: 'x', ...given } as never });
    expect(fieldsOf(flag)).toEqual([`${production}.targeting.${field}`]);
  });

  test.each(['equals', 'in', 'gt', 'exists'])('an attribute is needed by `%s`', (operator) => {
    const values = operator === 'exists' ? [] : [1];
    const flag = flagWith({ targeting: { operator, values } });
    expect(fieldsOf(flag)).toEqual([`${production}.targeting.attribute`]);
  });

  test.each([
    ['country_in', ['DE']],
    ['within_radius', [0, 0, 1]],
  ])('an attribute is not needed by `%s`', (operator, values) => {
    expect(problemsOf(flagWith({ targeting: { operator, values } }))).toEqual([]);
  });
});

describe('in a condition', () => {
  test.each(wrongConditions)('%s is named', (_what, condition, field) => {
    const flag = flagWith({ rules: [{ id: 'r', when: condition as never, serve }] });
    expect(fieldsOf(flag)).toEqual([`${production}.rules[0].when.${field}`]);
  });

  test('two kinds at once are refused', () => {
    const both = { attribute: 'x', operator: 'exists', rules: [] };
    expect(problemsOf(flagWith({ targeting: both }))).toEqual([
      {
        field: `${production}.targeting`,
        expected: 'one condition, not both `rules` and `attribute`',
      },
    ]);
  });
});
