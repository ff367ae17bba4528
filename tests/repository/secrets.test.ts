import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { listSources, sourcesFolder } from './list-sources.ts';

/** Of documents (RFC 6238) and examples: known to everybody. */
const madeUpTotpSecrets = new Set(['JBSWY3DPEHPK3PXP', 'GEZDGNBVGY3TQOJQ']);

const patterns: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*(?:\\n)?([A-Za-z0-9+/=]{40,})/g,
  'a private JWK': /"d"\s*:\s*"([\w-]{40,})"/g,
  'an API key': /\b(?:sdk|srv)_[A-Za-z0-9-]*_([\w-]{43,})/g,
  'an authenticator’s secret': /otpauth:\/\/[^\s'"`]*?[?&]secret=([A-Z2-7]{16,})/g,
};

/** Random bytes have many different characters; what is made up for a test repeats a few. */
const isMadeUp = (secret: string): boolean =>
  new Set(secret).size < 12 || [...madeUpTotpSecrets].some((known) => secret.startsWith(known));

const findSecrets = (text: string): string[] =>
  Object.entries(patterns).flatMap(([name, pattern]) =>
    [...text.matchAll(pattern)].filter(([, secret]) => !isMadeUp(secret!)).map(() => name),
  );

test('no file of the repository holds a secret', async () => {
  const files = await listSources();
  expect(files).toContain('package.json');
  const found = files.flatMap((file) =>
    findSecrets(readFileSync(join(sourcesFolder, file), 'utf8')).map(
      (name) => `${name} in ${file}`,
    ),
  );
  expect(found).toEqual([]);
});

test('one that did would be found', () => {
  const random = (length: number) => 'q7Zt0aXw5Vb8Kc2Ln9Rf3Hm6Jp1Yd4Gs'.repeat(2).slice(0, length);
  const base32 = 'MZXW6YTBOI5GC3TDMRSWM2LK';
  const texts = [
    ['-----BEGIN', 'PRIVATE', 'KEY-----\n'].join(' ') + random(64),
    JSON.stringify({ kty: 'EC', d: random(43) }),
    `X-SDK-Key: ${['srv', 'shop', random(43)].join('_')}`,
    `otpauth://totp/Halyard:a?secret=${base32}`,
  ];
  expect(texts.map(findSecrets)).toEqual(Object.keys(patterns).map((name) => [name]));
});
