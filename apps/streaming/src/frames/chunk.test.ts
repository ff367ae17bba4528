import fc from 'fast-check';
import { expect, test } from 'vitest';

import { toChunk } from './chunk.ts';

test('a chunk is its length in bytes, in hexadecimal, and then the very bytes', () => {
  expect(toChunk('data: é\n\n').chunked.toString()).toBe('a\r\ndata: é\n\n\r\n');
});

test('both forms carry the same text, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const { chunked, plain } = toChunk(text);
      expect(plain.toString()).toBe(text);
      const [head] = chunked.toString('latin1').split('\r\n', 1);
      expect(Number.parseInt(head!, 16)).toBe(plain.length);
      expect(chunked.subarray(head!.length + 2, -2)).toEqual(plain);
    }),
  );
});
