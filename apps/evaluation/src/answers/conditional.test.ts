import type { IncomingMessage } from 'node:http';

import { expect, test } from 'vitest';

import { conditional, etagOf } from './conditional.ts';

const json = '{"flags":[]}';
const etag = etagOf(json);
const tagged = { json, etag };

test.each([
  ['who has nothing gets it', {}, 200],
  ['who has it is told so', { 'if-none-match': etag }, 304],
  ['who has it among others, or by way of a proxy', { 'if-none-match': `"x", W/${etag}` }, 304],
  ['who has another gets it', { 'if-none-match': '"x"' }, 200],
  [
    'who has it is told so where the request is for no cache on the way, as those of fetch are',
    { 'if-none-match': etag, 'cache-control': 'no-cache', pragma: 'no-cache' },
    304,
  ],
  ['a time is no condition', { 'if-modified-since': 'Sun, 22 Nov 2026 00:00:00 GMT' }, 200],
])('%s', (_what, headers, status) => {
  expect(conditional({ headers } as IncomingMessage, tagged)).toMatchObject({
    status,
    headers: { etag, 'cache-control': 'private, no-cache' },
  });
});
