import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cleanText, toText } from './clean-text.ts';

test('U+0000 is removed, and lone surrogates become U+FFFD', () => {
  expect(cleanText('a\0b\0', 10)).toBe('ab');
  expect(cleanText('a\ud800b\udc00', 10)).toBe('a\ufffdb\ufffd');
  expect(cleanText('\ud83d\ude00', 10)).toBe('\ud83d\ude00');
});

test('what is cut is cut between code points', () => {
  expect(cleanText('abc\ud83d\ude00', 5)).toBe('abc\ud83d\ude00');
  expect(cleanText('abc\ud83d\ude00', 4)).toBe('abc');
  expect(cleanText('\0\0abc', 3)).toBe('abc');
});

test('whatever comes, what is kept can be stored and is no longer than it may be', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 });
  const any = units.map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 50 }), (text, longest) => {
      const cleaned = cleanText(text, longest);
      expect(cleaned.length).toBeLessThanOrEqual(longest);
      expect(cleaned).not.toMatch(/[\0\p{Surrogate}]/u);
      expect(cleanText(cleaned, longest)).toBe(cleaned);
    }),
  );
});

test('what is no text, or has nothing in it, is nothing', () => {
  for (const value of [undefined, null, 5, true, {}, [], '', '\0']) {
    expect(toText(value, 10)).toBe(undefined);
  }
  expect(toText(' ', 10)).toBe(' ');
});
