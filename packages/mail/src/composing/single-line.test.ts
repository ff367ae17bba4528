import { expect, test } from 'vitest';

import { toSingleLine } from './single-line.ts';

test.each([
  ['Ada', 'Ada'],
  ['  Ada \t\r\n Lovelace ', 'Ada Lovelace'],
  ['a\u2029b\u202ec\u0000', 'a b c'],
  ['👩‍🔧', '👩‍🔧'],
  ['x'.repeat(101), `${'x'.repeat(99)}…`],
  ['👍'.repeat(200), `${'👍'.repeat(99)}…`],
])('the name %j stands in a sentence as %j', (name, expected) => {
  expect(toSingleLine(name)).toBe(expected);
});
