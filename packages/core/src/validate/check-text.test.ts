import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { flagWith } from '../testing/flag.ts';
import { checkText } from './check-text.ts';
import { validateFlag } from './validate-flag.ts';
import { validateSegment } from './validate-segment.ts';

const expected = 'text without U+0000 and without lone surrogates';

function fieldsOf(document: unknown): string[] {
  const fields: string[] = [];
  checkText(document, (field) => fields.push(field));
  return fields;
}

describe('text that cannot be stored', () => {
  test('is refused wherever it is in a flag', () => {
    const flag = flagWith(
      { targeting: { attribute: 'x', operator: 'in', values: ['a', '\ud800'] } },
      { description: 'a\0', configuration: { list: [{ '\udc00': { text: 'x\ud83d' } }] } },
    );
    expect(validateFlag(flag, {})).toEqual([
      { field: 'description', expected },
      { field: 'configuration.list[0].\ufffd', expected },
      { field: 'environments.production.targeting.values[1]', expected },
      { field: 'configuration.list[0].\ufffd.text', expected },
    ]);
  });

  test('is refused wherever it is in a segment', () => {
    const rules = { attribute: 'x\0', operator: 'exists' };
    expect(validateSegment({ key: 's', included: ['u', '\ud83d'], rules }, {})).toEqual([
      { field: 'included[1]', expected },
      { field: 'rules.attribute', expected },
    ]);
  });

  test.each(['\0', 'a\0b', '\ud800', '\udfff', '\udc00\ud800', '\ud83d\ud83d\ude00'])(
    '%j',
    (text) => {
      expect(fieldsOf({ text })).toEqual(['text']);
    },
  );

  test('is found 100 000 levels down', () => {
    let deep: unknown = '\0';
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(fieldsOf(deep)).toHaveLength(1);
  });
});

test('any other text is accepted', () => {
  check(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (document) => {
      fc.pre(!JSON.stringify(document).includes('\\u0000'));
      expect(fieldsOf(document)).toEqual([]);
    }),
  );
  expect(fieldsOf(['😀', '\u0001', '\ufffd', '\uffff', ''])).toEqual([]);
});
