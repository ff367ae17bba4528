import fc from 'fast-check';
import { expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { createReleaseComparison } from './release.ts';
import { compareVersions, parseVersion } from './semver.ts';

const part = fc.oneof(fc.nat({ max: 3 }).map(String), fc.stringMatching(/^\d{1,17}$/));
const tail = fc.constantFrom('', '', '-rc.1', '-0', '+build', '.4', '.', 'x');
const nearlyARelease = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), tail)
  .map(([parts, end]) => parts.join('.') + end);

test('it agrees with the full comparison wherever it answers at all', () => {
  check(
    fc.property(nearlyARelease, nearlyARelease, (seen, wanted) => {
      const bound = parseVersion(wanted);
      const order = bound && createReleaseComparison(bound)(seen);
      if (bound === undefined || order === undefined) return;
      const version = parseVersion(seen);
      expect(version && Math.sign(compareVersions(version, bound))).toBe(Math.sign(order));
    }),
    2_000,
  );
});

test.each(['1.2.3', '0.0.0', '10.20.30', '999999999999999.0.0'])('it answers for %s', (seen) => {
  expect(createReleaseComparison(parseVersion('1.2.3')!)(seen)).toBeDefined();
});

test.each([
  '',
  '1',
  '1.2',
  '1.2.',
  '1.2.3.4',
  '1.2.3-a',
  'v1.2.3',
  '01.2.3',
  '1.2.03',
  '1.2.1000000000000000',
])('it leaves %j to the full comparison', (seen) =>
  expect(createReleaseComparison(parseVersion('1.2.3')!)(seen)).toBeUndefined(),
);

test('it leaves every text where the bound has parts of more digits than a double holds', () => {
  const bound = parseVersion('9007199254740993.0.0')!;
  expect(createReleaseComparison(bound)('9007199254740992.0.0')).toBeUndefined();
});
