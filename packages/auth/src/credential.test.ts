import { expect, test } from 'vitest';

import { readCredential } from './credential.ts';

const key = (secret: string) => ({ kind: 'key', secret });
const missing = { kind: 'missing' };

test.each([
  [{ 'x-sdk-key': 'sdk_a', 'x-api-key': 'sdk_b', authorization: 'Bearer sdk_c' }, key('sdk_a')],
  [{ 'x-api-key': 'sdk_b', authorization: 'Bearer sdk_c' }, key('sdk_b')],
  [{ authorization: 'Bearer sdk_c' }, key('sdk_c')],
  [{ authorization: 'ApiKey srv_c' }, key('srv_c')],
  [{ authorization: 'apikey   srv_c' }, key('srv_c')],
  [{ authorization: 'BEARER srv_c ' }, key('srv_c')],
  [{ authorization: 'Bearer eyJhbGciOi' }, { kind: 'token', token: 'eyJhbGciOi' }],
  [{ 'x-sdk-key': ['sdk_a', 'sdk_b'] }, key('sdk_a')],
  [{ 'x-sdk-key': '', 'x-api-key': '', authorization: 'Bearer sdk_c' }, key('sdk_c')],
  [{ authorization: 'Basic c2Rr' }, missing],
  [{ authorization: 'Bearer' }, missing],
  [{ authorization: 'Bearer a b' }, missing],
  [{ authorization: 'sdk_c' }, missing],
  [{ 'x-sdk-key': '' }, missing],
  [{}, missing],
])('%j carries %j', (headers, expected) => {
  expect(readCredential(headers)).toEqual(expected);
});
