import { describe, expect, test } from 'vitest';

import { AppError } from '../errors.ts';
import { parseInput } from '../inputs/parse-input.ts';
import { SegmentMemberChanges } from './segment-member-changes.ts';

const many = Array.from({ length: 100_000 }, (_, index) => `user-${index}`);

test('what is left out changes nothing', () => {
  const nothing = { add: [], remove: [] };
  expect(parseInput(SegmentMemberChanges, {})).toEqual({ included: nothing, excluded: nothing });
});

test('identifiers are exact texts: neither trimmed nor normalised', () => {
  const exact = [' a ', 'Å', 'A\u030A', '🙂'.repeat(256)];
  const { included } = parseInput(SegmentMemberChanges, { included: { add: exact } });
  expect(included.add).toEqual(exact);
});

describe('what cannot be kept is refused with its place and never with its value', () => {
  test.each([
    ['an empty one', { included: { add: ['a', ''] } }, 'included.add.1'],
    ['one too long', { included: { remove: ['x'.repeat(513)] } }, 'included.remove.0'],
    ['U+0000', { excluded: { add: ['secret\0'] } }, 'excluded.add.0'],
    ['a lone surrogate', { excluded: { add: ['secret\uD800'] } }, 'excluded.add.0'],
    ['a number', { excluded: { add: [123] } }, 'excluded.add.0'],
    ['no list', { excluded: { add: 'secret' } }, 'excluded.add'],
    ['an unknown field', { excluded: { added: [] } }, 'excluded.added'],
    [
      'one both added and removed',
      { included: { add: ['a'], remove: ['b', 'a'] } },
      'included.remove.1',
    ],
    ['more than 100 000 in all', { included: { add: many }, excluded: { remove: ['a'] } }, ''],
  ])('%s', (_what, changes, field) => {
    const error = errorOf(() => parseInput(SegmentMemberChanges, changes));
    expect(error).toMatchObject({ code: 'invalid_request', details: [{ field }] });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  test('of a list that is wrong all over only the first places', () => {
    const wrong = many.map(() => '');
    const { details } = errorOf(() =>
      parseInput(SegmentMemberChanges, { included: { add: wrong } }),
    );
    expect(details).toHaveLength(50);
  });
});

function errorOf(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('It was not refused.');
}
