import type { Change, Hint } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { fromPayload, toPayload } from './hint-payload.ts';

const mostBytes = 7_999;

const hintOf = (action: string): Hint => {
  const change: Change = {
    organization_id: 'o',
    seq: 7,
    kind: 'flag',
    entity_id: 'f',
    action,
    document: null,
    at: '2026-11-22T00:00:00Z',
  };
  return { organization_id: 'o', seq: 7, changes: [change] };
};

/** A hint whose JSON has exactly so many bytes, of characters of three bytes each where it can. */
function hintOfBytes(bytes: number): Hint {
  const rest = bytes - Buffer.byteLength(JSON.stringify(hintOf('')));
  return hintOf('€'.repeat(Math.floor(rest / 3)) + 'x'.repeat(rest % 3));
}

test('a hint comes back as it was sent', () => {
  const hint = hintOf('it’s "updated" \u0000 \ud83d\ude00');
  expect(fromPayload(toPayload(hint, mostBytes))).toEqual(hint);
});

test('changes travel along as long as the whole has no more bytes than it may, in UTF-8', () => {
  const largest = hintOfBytes(mostBytes);
  expect(Buffer.byteLength(toPayload(largest, mostBytes))).toBe(mostBytes);
  expect(fromPayload(toPayload(largest, mostBytes))).toEqual(largest);
  const tooLarge = toPayload(hintOfBytes(mostBytes + 1), mostBytes);
  expect(fromPayload(tooLarge)).toEqual({ organization_id: 'o', seq: 7 });
});

test.each([
  '',
  'null',
  '[]',
  '"hint"',
  '{"organization_id":"o"',
  '{"organization_id":"o"}',
  '{"organization_id":1,"seq":1}',
  '{"organization_id":"o","seq":"1"}',
  '{"organization_id":"o","seq":1.5}',
  '{"organization_id":"o","seq":1,"changes":{}}',
])('%s is no hint', (payload) => {
  expect(fromPayload(payload)).toBeUndefined();
});
