import type { IncomingMessage } from 'node:http';

import { apiKeyHashText } from '@halyard/auth';
import { AppError } from '@halyard/contracts';
import { expect, test } from 'vitest';

import type { AnyKey, Keys } from './find-key.ts';
import { createReadCaller, type ReadCallerDeps } from './read-caller.ts';

const nowMs = 1_000;
const member = { kind: 'member' };
const lasting: AnyKey = { kind: 'sdk', expiresAtMs: null };
const server: AnyKey = { kind: 'server', expiresAtMs: nowMs + 1 };
const inMemory = new Map([
  [apiKeyHashText('sdk_lasting'), lasting],
  [apiKeyHashText('srv_server'), server],
  [apiKeyHashText('sdk_expired'), { ...lasting, expiresAtMs: nowMs }],
]);
const elsewhere = new Map([[apiKeyHashText('sdk_new'), lasting]]);

const allKeys: Keys<AnyKey> = {
  isReady: () => true,
  trustsKeys: () => true,
  findKey: (hashText) => inMemory.get(hashText),
  lookUpKey: async (hashText) => elsewhere.get(hashText),
};

const readCaller = (options: Partial<ReadCallerDeps<AnyKey, typeof member>> = {}) =>
  createReadCaller<AnyKey, typeof member>({
    keys: allKeys,
    admitKey: (key) => key,
    verifyToken: async () => member,
    allowsKeyInQuery: false,
    now: () => nowMs,
    ...options,
  });

const requestOf = (key: string, url = '/') =>
  ({ headers: key === '' ? {} : { 'x-api-key': key }, url }) as unknown as IncomingMessage;
const open = { access: 'key_or_token' } as const;
const refused = (code: string) => expect.objectContaining({ code });
const read = async (...given: Parameters<ReturnType<typeof readCaller>>) => readCaller()(...given);

test('a key in memory is let in without a promise, hashed or remembered', () => {
  const find = readCaller();
  expect(find(requestOf('sdk_lasting'), open)).toBe(lasting);
  expect(find(requestOf('sdk_lasting'), open)).toBe(lasting);
});

test('a key that is not in memory is looked up', async () => {
  expect(await read(requestOf('sdk_new'), open)).toBe(lasting);
});

test('an access token is its member’s', async () => {
  expect(await read(requestOf('eyJhbGciOi'), open)).toBe(member);
});

test.each(['', 'sdk_expired', 'srv_unknown'])('%j is unauthorized', async (key) => {
  await expect(read(requestOf(key), open)).rejects.toEqual(refused('unauthorized'));
});

test.each([
  ['of a node that is loading', { isReady: () => false }],
  ['of a node that was cut off for too long', { trustsKeys: () => false }],
  [
    'that cannot be looked up',
    {
      findKey: () => undefined,
      lookUpKey: () => Promise.reject(new AppError('unavailable', 'Try again.')),
    },
  ],
])('a key %s is unavailable, never unauthorized', async (_, given) => {
  const find = readCaller({ keys: { ...allKeys, ...given } });
  await expect(async () => find(requestOf('sdk_lasting'), open)).rejects.toEqual(
    refused('unavailable'),
  );
});

test('limits see valid keys alone, and have the last word', async () => {
  const seen: AnyKey[] = [];
  const find = readCaller({
    admitKey: (key) => {
      seen.push(key);
      throw new AppError('rate_limited', 'Later.');
    },
  });
  const ask = async (key: string) => find(requestOf(key), open);
  await expect(ask('sdk_expired')).rejects.toEqual(refused('unauthorized'));
  await expect(ask('sdk_lasting')).rejects.toEqual(refused('rate_limited'));
  await expect(ask('sdk_new')).rejects.toEqual(refused('rate_limited'));
  expect(seen).toEqual([lasting, lasting]);
});

test('what only keys open, an access token does not: 401, never 403', async () => {
  const access = 'key';
  expect(await read(requestOf('sdk_lasting'), { access })).toBe(lasting);
  expect(await read(requestOf('srv_server'), { access })).toBe(server);
  await expect(read(requestOf('eyJhbGciOi'), { access })).rejects.toEqual(refused('unauthorized'));
});

test('what only server keys open, nothing else does', async () => {
  const access = 'server_key';
  expect(await read(requestOf('srv_server'), { access })).toBe(server);
  for (const other of ['sdk_lasting', 'eyJhbGciOi']) {
    await expect(read(requestOf(other), { access })).rejects.toEqual(
      refused('key_kind_not_allowed'),
    );
  }
});

test('a key in the address counts where that is allowed, and no token does', async () => {
  const lenient = readCaller({ allowsKeyInQuery: true });
  const ask = async (find: typeof lenient, value: string) =>
    find(requestOf('', `/?apiKey=${value}`), open);
  expect(await ask(lenient, 'sdk_lasting')).toBe(lasting);
  await expect(ask(lenient, 'eyJhbGciOi')).rejects.toEqual(refused('unauthorized'));
  await expect(ask(readCaller(), 'sdk_lasting')).rejects.toEqual(refused('unauthorized'));
});
