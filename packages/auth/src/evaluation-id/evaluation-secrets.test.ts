import { expect, test } from 'vitest';

import { generateEvaluationSecrets, parseEvaluationSecrets } from './evaluation-secrets.ts';

const secret = (byte: number) => Buffer.alloc(32, byte);
const encoded = (byte: number) => secret(byte).toString('base64');

test('a generated file has one secret of 32 bytes, another each time', () => {
  const { current, secrets } = parseEvaluationSecrets(generateEvaluationSecrets());
  expect(current).toBe(0);
  expect([...secrets.keys()]).toEqual([0]);
  expect(secrets.get(0)).toHaveLength(32);
  expect(generateEvaluationSecrets()).not.toBe(generateEvaluationSecrets());
});

test('each of the four key ids may have a secret, and one of them is current', () => {
  const file = { current: 3, secrets: { 3: encoded(3), 0: encoded(0) } };
  expect(parseEvaluationSecrets(JSON.stringify(file))).toEqual({
    current: 3,
    secrets: new Map([
      [0, secret(0)],
      [3, secret(3)],
    ]),
  });
});

test.each([
  ['what is no JSON', 'c2VjcmV0', /JSON object/],
  ['nothing', 'null', /JSON object/],
  ['no secrets', '{"current": 0}', /"secrets" must be an object/],
  ['a list of secrets', `{"current": 0, "secrets": ["${encoded(1)}"]}`, /must be an object/],
  ['a key id beyond the four', `{"current": 4, "secrets": {"4": "${encoded(1)}"}}`, /0, 1, 2 or 3/],
  ['a key id spelt otherwise', `{"current": 0, "secrets": {"00": "${encoded(1)}"}}`, /0, 1, 2/],
  ['a short secret', '{"current": 0, "secrets": {"0": "c2VjcmV0"}}', /key id 0 must be 32 bytes/],
  [
    'what base64 leaves out',
    `{"current": 1, "secrets": {"1": "!${encoded(1)}"}}`,
    /key id 1 must be 32 bytes/,
  ],
  ['a number for a secret', '{"current": 0, "secrets": {"0": 32}}', /must be 32 bytes/],
  ['no current key id', `{"secrets": {"0": "${encoded(1)}"}}`, /"current" must be a key id/],
  ['one without a secret', `{"current": 1, "secrets": {"0": "${encoded(1)}"}}`, /"current" must/],
  ['one as text', `{"current": "0", "secrets": {"0": "${encoded(1)}"}}`, /"current" must/],
])('%s is refused, without a word of what stands there', (_, text, problem) => {
  expect(() => parseEvaluationSecrets(text)).toThrow(problem);
  expect(() => parseEvaluationSecrets(text)).not.toThrow(/c2VjcmV0|AQEBAQ/);
});
