import { expect, test } from 'vitest';

import { randomHashes } from '../testing/random-users.ts';
import { addUser } from './add-user.ts';
import { encodeUsers } from './encode-users.ts';
import { createUserSketch } from './user-sketch.ts';

test.each([
  '',
  '0123456789abcde',
  '0123456789abcdef0',
  '0123456789abcdeg',
  '0123456789abcde ',
  '０'.repeat(16),
])('what is not 16 hexadecimal digits is refused, and leaves the sketch as it was: %j', (hash) => {
  const sketch = createUserSketch();
  expect(() => addUser(sketch, hash)).toThrow('A hash is 16 hexadecimal digits');
  expect(sketch).toEqual(createUserSketch());
});

test('a hash is the same in capitals', () => {
  const small = createUserSketch();
  const capital = createUserSketch();
  for (const hash of randomHashes(1, 100)) {
    addUser(small, hash);
    addUser(capital, hash.toUpperCase());
  }
  expect(encodeUsers(capital)).toEqual(encodeUsers(small));
});
