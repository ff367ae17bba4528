import type { LookupAddress } from 'node:dns';

import { expect, test } from 'vitest';

import { createPublicLookup } from './public-lookup.ts';

const loopback = { address: '127.0.0.1', family: 4 };
const publicOnes = [
  { address: '1.1.1.1', family: 4 },
  { address: '2606:4700::1111', family: 6 },
];

/** What is given to be connected to, of what a name has. */
function given(addresses: LookupAddress[], all: boolean): unknown[] {
  const lookup = createPublicLookup((_name, options, callback) => {
    expect(options.all).toBe(true);
    callback(null, addresses);
  });
  let answers: unknown[] = [];
  lookup('hooks.example', { all }, (...answer) => (answers = answer));
  return answers;
}

test('only public addresses are connected to, whatever else the name has', () => {
  expect(given([loopback, ...publicOnes], true)).toEqual([null, publicOnes]);
  expect(given([loopback, ...publicOnes], false)).toEqual([null, '1.1.1.1', 4]);
});

test('of a name that has none, nothing is', () => {
  for (const addresses of [[], [loopback]]) {
    for (const all of [true, false]) {
      expect(given(addresses, all)[0]).toMatchObject({ code: 'NOT_PUBLIC' });
    }
  }
});

test('what is not found is told as it is', () => {
  const failed = Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
  const lookup = createPublicLookup((_name, _options, callback) => callback(failed, []));
  lookup('hooks.example', {}, (error) => expect(error).toBe(failed));
});
