import { describe, expect, test } from 'vitest';

import { FlagFields } from './flag-fields.ts';
import { parseInput } from './parse-input.ts';
import { SegmentFields } from './segment-fields.ts';

const nested = (depth: number): object => (depth === 0 ? {} : { inner: nested(depth - 1) });

describe('what PostgreSQL cannot keep is refused with its field', () => {
  test.each([
    ['U+0000 in a name', { name: 'a\0b' }, 'name'],
    ['half a character', { description: '\uD83D' }, 'description'],
    ['U+0000 deep inside', { configuration: { texts: ['a', 'b\0'] } }, 'configuration.texts.1'],
    ['the name of a field', { configuration: { 'a\0': 1 } }, 'configuration'],
    [
      'nesting without end',
      { configuration: nested(5_000) },
      expect.stringMatching(/^configuration/),
    ],
  ])('of a flag: %s', (_what, fields, field) => {
    const parse = () => parseInput(FlagFields, { name: 'Flag', ...fields });
    expect(parse).toThrow(
      expect.objectContaining({ details: [expect.objectContaining({ field })] }),
    );
  });

  test('of a segment', () => {
    const rules = { attribute: 'plan', operator: 'equals', values: ['a\0'] };
    const parse = () => parseInput(SegmentFields, { name: 'Beta', rules });
    expect(parse).toThrow(
      expect.objectContaining({ details: [expect.objectContaining({ field: 'rules.values.0' })] }),
    );
  });
});

test('every other text is kept as it is', () => {
  const fields = { name: 'Ünïcode 🙂', description: '\u0001\uFFFF\u202E', tags: [] };
  expect(parseInput(FlagFields, fields)).toMatchObject(fields);
});
