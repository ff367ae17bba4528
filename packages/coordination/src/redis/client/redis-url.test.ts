import fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseRedisUrl } from './redis-url.ts';

const plain = {
  kind: 'single',
  isEncrypted: false,
  credentials: {},
  hosts: [{ host: 'h', port: 6379 }],
  masterName: '',
  db: 0,
};

test.each([
  ['redis://h', {}],
  ['redis://h/', {}],
  ['redis://h:7000/3', { hosts: [{ host: 'h', port: 7000 }], db: 3 }],
  ['redis://h?db=3', { db: 3 }],
  ['rediss://h', { isEncrypted: true }],
  ['redis://[::1]:7000', { hosts: [{ host: '::1', port: 7000 }] }],
  ['redis://:secret@h', { credentials: { password: 'secret' } }],
  ['redis://me:a%40%3Ab:c@h', { credentials: { username: 'me', password: 'a@:b:c' } }],
  [
    'redis+sentinel://me:secret@a,b:1/the%20master?db=2',
    {
      kind: 'sentinel',
      credentials: { username: 'me', password: 'secret' },
      hosts: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 1 },
      ],
      masterName: 'the master',
      db: 2,
    },
  ],
  [
    'rediss+cluster://a:1,b:2',
    {
      kind: 'cluster',
      isEncrypted: true,
      hosts: [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    },
  ],
])('%s is understood', (url, expected) => {
  expect(parseRedisUrl(url)).toEqual({ ...plain, ...expected });
});

test.each([
  ['', 'url'],
  ['h:6379', 'url'],
  ['http://h', 'url'],
  ['redis+other://h', 'url'],
  ['redis://', 'url'],
  ['redis://a,b', 'url.hosts'],
  ['redis://:6379', 'url.hosts'],
  ['redis+cluster://a,', 'url.hosts'],
  ['redis://h:0', 'url.port'],
  ['redis://h:65536', 'url.port'],
  ['redis://h/x', 'url.db'],
  ['redis://h/1?db=2', 'url.db'],
  ['redis://h?tls=1', 'url.query'],
  ['redis://me@h', 'url.password'],
  ['redis://:%zz@h', 'url.password'],
  ['redis+sentinel://h', 'url.path'],
  ['redis+cluster://h/1', 'url.db'],
])('%s is refused, by the name of what is wrong', (url, field) => {
  expect(() => parseRedisUrl(url)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      details: [expect.objectContaining({ field })],
    }),
  );
});

test('any password comes through, percent-encoded', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (password) => {
      const url = `redis+cluster://me:${encodeURIComponent(password)}@h`;
      expect(parseRedisUrl(url).credentials).toEqual({ username: 'me', password });
    }),
  );
});

test('what is refused is not echoed', () => {
  const secret = 'Qx7-secret';
  const inAnyPlace = fc
    .tuple(fc.string(), fc.constantFrom('', ':', '@', '/', '?', ','), fc.string())
    .map(([before, between, after]) => `${before}${between}${secret}${after}`);
  fc.assert(
    fc.property(
      fc.constantFrom('redis://', 'redis+sentinel://', ''),
      inAnyPlace,
      (scheme, rest) => {
        try {
          parseRedisUrl(scheme + rest);
        } catch (error) {
          expect(JSON.stringify(error) + String(error)).not.toContain(secret);
        }
      },
    ),
  );
});
