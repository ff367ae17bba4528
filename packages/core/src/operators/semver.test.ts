import fc from 'fast-check';
import { compare, valid } from 'semver';
import { expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { compareVersions, parseVersion } from './semver.ts';

const number = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.nat()).map(String);
const identifier = fc.oneof(number, fc.stringMatching(/^[0-9A-Za-z-]{1,4}$/));
const identifiers = fc
  .array(identifier, { minLength: 1, maxLength: 3 })
  .map((all) => all.join('.'));
const version = fc
  .tuple(number, number, number, fc.option(identifiers), fc.option(identifiers))
  .map(
    ([major, minor, patch, pre, build]) =>
      `${major}.${minor}.${patch}${pre === null ? '' : `-${pre}`}${build === null ? '' : `+${build}`}`,
  );

test('an independent implementation reads the same complete versions', () => {
  check(
    fc.property(version, (text) => {
      expect(parseVersion(text) !== undefined).toBe(valid(text) !== null);
    }),
  );
});

test('an independent implementation orders them the same way', () => {
  check(
    fc.property(version, version, (one, other) => {
      fc.pre(valid(one) !== null && valid(other) !== null);
      const order = compareVersions(parseVersion(one)!, parseVersion(other)!);
      expect(Math.sign(order)).toBe(compare(one, other));
    }),
  );
});

test.each([
  ['1', '1.0.0'],
  ['v1.2', '1.2.0'],
  ['1-rc.1', '1.0.0-rc.1'],
  ['1.2.3+a', '1.2.3+b'],
])('%s is the same version as %s', (one, other) => {
  expect(compareVersions(parseVersion(one)!, parseVersion(other)!)).toBe(0);
});

test.each([
  '',
  'v',
  'V1',
  '1.',
  '1.2.3.4',
  '01.2.3',
  '1.2.3-',
  '1.2.3-01',
  '1.2.x',
  ' 1.2.3',
  '1'.repeat(300),
])('%j is no version', (text) => expect(parseVersion(text)).toBeUndefined());

test('a version of 256 characters is read, one of 257 is not', () => {
  const sized = (length: number) => `1.0.0-${'a'.repeat(length - 6)}`;
  expect(parseVersion(sized(256))).toBeDefined();
  expect(parseVersion(sized(257))).toBeUndefined();
});

test.each([
  ['1.0.0-1', '1.0.0-a'],
  ['1.0.0-1', '1.0.0-1a'],
  ['1.0.0-9', '1.0.0-10'],
  ['1.0.0-a', '1.0.0'],
  ['1.0.0-a', '1.0.0-a.0'],
])('%s comes before %s', (one, other) => {
  expect(compareVersions(parseVersion(one)!, parseVersion(other)!)).toBeLessThan(0);
  expect(compareVersions(parseVersion(other)!, parseVersion(one)!)).toBeGreaterThan(0);
});

test('numbers beyond what a double holds are compared exactly', () => {
  const [one, other] = ['9007199254740993.0.0', '9007199254740992.0.0'].map(parseVersion);
  expect(compareVersions(one!, other!)).toBeGreaterThan(0);
});
