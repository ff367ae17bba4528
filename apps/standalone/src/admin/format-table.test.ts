import { expect, test } from 'vitest';

import { formatTable } from './format-table.ts';

test('columns are as wide as their longest cell, and no line ends in blanks', () => {
  const rows = [
    ['a', 'bbb', ''],
    ['aaaa', 'b', 'c'],
  ];
  expect(formatTable(rows)).toBe('a     bbb\naaaa  b    c');
});

test('a cell can neither steer the terminal nor begin a line', () => {
  expect(formatTable([['\u001B[2Ja', 'b\nc', '\u202Ed']])).toBe('\uFFFD[2Ja  b\uFFFDc  \uFFFDd');
});
