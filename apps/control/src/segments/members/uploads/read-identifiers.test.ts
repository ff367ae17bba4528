import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readIdentifiers } from './read-identifiers.ts';

/** A body that arrives in pieces of so many bytes. */
function bodyOf(type: string, text: string, size: number): IncomingMessage {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const req = Readable.from(pieces);
  return Object.assign(req, { headers: { 'content-type': type } }) as unknown as IncomingMessage;
}

const identifier = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .map((text) => text.replaceAll('\0', '"'));
const identifiers = fc.array(fc.oneof(identifier, fc.constantFrom(',', '"', '\r\n', 'a\nb', ' ')));
const size = fc.integer({ min: 1, max: 30 });

test('JSON gives what JSON.parse does, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(identifiers, size, fc.constantFrom(0, 2), async (given, bytes, indent) => {
      const text = JSON.stringify(given, undefined, indent);
      expect(await readIdentifiers(bodyOf('application/json', text, bytes))).toEqual(given);
    }),
  );
});

test('escapes come out as the characters they stand for, wherever they are cut', async () => {
  const text = String.raw`["\u00e5\ud83d\ude42\n\"\\\/"]`;
  expect(await readIdentifiers(bodyOf('application/json', text, 1))).toEqual(['å🙂\n"\\/']);
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test('CSV gives what was quoted, wherever it is cut, below a header or without', async () => {
  const ends = fc.constantFrom('\n', '\r\n');
  const header = fc.constantFrom('', 'identifier', '"identifier"', '\ufeffidentifier');
  await fc.assert(
    fc.asyncProperty(identifiers, size, ends, header, async (given, bytes, end, first) => {
      const lines = [...(first === '' ? [] : [first]), ...given.map(quoted)];
      const text = lines.map((line) => line + end).join('');
      const body = bodyOf('text/csv', text, bytes);
      // The first may be what the header is called.
      expect(await readIdentifiers(body)).toEqual(given);
    }),
  );
});

test.each([
  ['a\nb', ['a', 'b']],
  ['\n\na\n\n\nb\n\n', ['a', 'b']],
  [' a \n\tb', [' a ', '\tb']],
  ['a\nidentifier', ['a', 'identifier']],
  ['identifier\nidentifier', ['identifier']],
  ['"a"', ['a']],
])('CSV %j is %j', async (text, expected) => {
  expect(await readIdentifiers(bodyOf('text/csv', text, 3))).toEqual(expected);
});
