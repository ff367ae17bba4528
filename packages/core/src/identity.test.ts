import { expect, test } from 'vitest';

import { identify } from './identity.ts';

test.each([
  [
    { user_id: 'u', anonymous_id: 'a', session_id: 's' },
    { kind: 'user_id', value: 'u' },
  ],
  [
    { user_id: '', anonymous_id: 'a', session_id: 's' },
    { kind: 'anonymous_id', value: 'a' },
  ],
  [
    { user_id: null, session_id: 's' },
    { kind: 'session_id', value: 's' },
  ],
  [{ user_id: 123 }, { kind: 'user_id', value: '123' }],
  [{ user_id: -0 }, { kind: 'user_id', value: '0' }],
  [{ user_id: 1.5, anonymous_id: 2 ** 53, session_id: ['s'] }, undefined],
  [{ user_id: ' u ' }, { kind: 'user_id', value: ' u ' }],
  [{}, undefined],
])('%j is identified as %j', (context, expected) => {
  expect(identify(context)).toEqual(expected);
});
