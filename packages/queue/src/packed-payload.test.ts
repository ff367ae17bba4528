import { expect, test } from 'vitest';

import { pack, unpack } from './packed-payload.ts';

const long = {
  users: Array.from({ length: 1_000 }, (_, index) => `Nutzerin ${index} 😀 \ud800`),
};

test('what is short is stored as it is', async () => {
  const payload = { keys: ['one'] };
  expect(await pack(payload)).toBe(payload);
  expect(unpack(payload)).toBe(payload);
});

test('what is long is stored in a fraction of its length, and comes back the same', async () => {
  const packed = await pack(long);
  expect(JSON.stringify(packed).length).toBeLessThan(JSON.stringify(long).length / 3);
  expect(unpack(packed)).toEqual(long);
});

test.each(['', 'not Base64', 'AAAA', Buffer.from('{}').toString('base64')])(
  'what was never packed is refused: %j',
  async (packed) => {
    expect(() => unpack({ packed })).toThrow(/unexpected end|invalid|incorrect|Unexpected/i);
  },
);
