import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';

import {
  createClock,
  createKey,
  log,
  member,
  publish,
  setUp,
  unauthorized,
  unavailable,
} from './testing/token-kit.ts';
import { createTokenVerifier, jwksUrl } from './token-verifier.ts';

test('a token makes its bearer the member it was signed for, with one fetch for them all', async () => {
  const key = createKey('k1');
  const { clock, jwks, verifier } = await setUp(publish(key.jwk));
  const token = key.sign(clock.now());
  const members = await Promise.all(Array.from({ length: 20 }, () => verifier.verify(token)));
  expect(members).toMatchObject(Array(20).fill(member));
  expect(await verifier.verify(token)).toMatchObject(member);
  expect(jwks.requests()).toBe(1);
});

test('an expired token is refused', async () => {
  const key = createKey('k1');
  const { clock, verifier } = await setUp(publish(key.jwk));
  const token = key.sign(clock.now());
  clock.pass(630);
  await expect(verifier.verify(token)).rejects.toMatchObject({
    ...unauthorized,
    message: expect.stringContaining('refresh') as string,
  });
});

test('the algorithm is ES256, whatever the JWKS holds under the name of the key', async () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const key = createKey('k1');
  const { clock, verifier } = await setUp(
    publish({ ...rsa.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }),
  );
  await expect(verifier.verify(key.sign(clock.now()))).rejects.toMatchObject(unauthorized);
});

test('what else a JWKS holds keeps no key out', async () => {
  const key = createKey('k1');
  const broken = { ...key.jwk, kid: 'k0', x: 'AAAA' };
  const encryption = { ...createKey('k2').jwk, use: 'enc' };
  const { clock, verifier } = await setUp(publish({}, { kty: 'oct' }, broken, encryption, key.jwk));
  expect(await verifier.verify(key.sign(clock.now()))).toMatchObject(member);
});

test('keys are read from a file too, and again when it has changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'halyard-jwks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'the keys.json');
  const [old, next] = [createKey('k1'), createKey('k2')];
  const clock = createClock();
  const url = pathToFileURL(file).href;
  const verifier = createTokenVerifier({ jwksUrl: url, log, now: clock.now });
  await expect(verifier.verify(old.sign(clock.now()))).rejects.toMatchObject(unavailable);
  for (const key of [old, next]) {
    await writeFile(file, JSON.stringify({ keys: [key.jwk] }));
    clock.pass(10);
    expect(await verifier.verify(key.sign(clock.now()))).toMatchObject(member);
  }
});

test('without a JWKS a token is refused with a word on what to send', async () => {
  const verifier = createTokenVerifier({ jwksUrl: undefined, log, now: Date.now });
  await expect(verifier.verify(createKey('k1').sign(Date.now()))).rejects.toMatchObject({
    ...unauthorized,
    message: expect.stringContaining('not accepted here') as string,
  });
});

test('hostile tokens are refused with an AppError, all of them', async () => {
  const key = createKey('k1');
  const { clock, verifier } = await setUp(publish(key.jwk));
  const token = key.sign(clock.now());
  const parts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.constantFrom(...token.split('.')),
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constantFrom('x'.repeat(1_048_576), '.'.repeat(10_000)),
    fc.array(parts, { minLength: 2, maxLength: 4 }).map((all) => all.join('.')),
  );
  const isRefused = async (given: string): Promise<boolean> => {
    const outcome = await verifier.verify(given).catch((error: unknown) => error);
    expect(outcome).toMatchObject(given === token ? member : { name: 'AppError', status: 401 });
    return true;
  };
  await fc.assert(fc.asyncProperty(hostile, isRefused), { numRuns: 10_000 });
}, 60_000);

test.each([
  ['https://flags.example.com/.well-known/jwks.json', true],
  ['http://127.0.0.1:4000/jwks', true],
  ['file:///var/lib/halyard/jwks.json', true],
  ['ftp://example.com/jwks', false],
  ['/var/lib/halyard/jwks.json', false],
  ['jwks', false],
])('%s as the place of a JWKS: %s', (url, isAccepted) => {
  expect(jwksUrl.safeParse(url).success).toBe(isAccepted);
});
