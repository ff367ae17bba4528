import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import { expect, test } from 'vitest';

import { readJsonUpload } from './read-json-upload.ts';

const upload = (...pieces: string[]) =>
  Readable.from(pieces.map((piece) => Buffer.from(piece))) as IncomingMessage;

test('an upload that comes in pieces is read whole', async () => {
  expect(await readJsonUpload(upload('{"a":', '"é"}'), 100)).toEqual({ a: 'é' });
});

test.each([['[]'], ['{"a":'], ['null']])('what is no object is refused: %s', async (text) => {
  await expect(readJsonUpload(upload(text), 100)).rejects.toMatchObject({
    code: 'invalid_request',
  });
});

test('more than the limit is refused, in bytes', async () => {
  const text = JSON.stringify({ a: 'é' });
  expect(await readJsonUpload(upload(text), text.length + 1)).toEqual({ a: 'é' });
  await expect(readJsonUpload(upload(text), text.length)).rejects.toMatchObject({
    code: 'payload_too_large',
  });
});
