import fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseId, toId, wholeRow } from './position.ts';

const anySeq = fc.nat(999_999_999_999_999);

test('an id is read back as the position it was written for', () => {
  fc.assert(
    fc.property(anySeq, fc.oneof(fc.nat(999_999), fc.constant(Infinity)), (seq, frame) => {
      expect(parseId(toId({ seq, frame }))).toEqual({ seq, frame });
    }),
  );
});

test('a whole row has its number for an id, a part of it the frame’s as well', () => {
  expect([toId(wholeRow(42)), toId({ seq: 42, frame: 3 })]).toEqual(['42', '42.3']);
});

test.each([
  '',
  ' 1',
  '1 ',
  '1.',
  '.1',
  '1.2.3',
  '-1',
  '1e3',
  '٣',
  '1\n',
  '1, 2',
  '1234567890123456',
])('nothing else is read: %j is no id', (text) => expect(parseId(text)).toBeUndefined());
