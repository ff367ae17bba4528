import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findTotpStep } from './find-totp-step.ts';
import { generateTotpSecret } from './generate-totp-secret.ts';
import { totpCode, totpStepAt } from './totp-code.ts';

const stepMs = 30_000;

/** RFC 6238, appendix B: the ASCII text 12345678901234567890. */
const secretOfRfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('RFC 6238’s test vector of second %i', (second, code) => {
  test('has its code', () => {
    expect(totpCode(secretOfRfc, totpStepAt(second * 1_000), 8)).toBe(code);
  });

  test('is accepted by its last six digits', () => {
    const step = Math.floor(second / 30);
    expect(findTotpStep(secretOfRfc, code.slice(-6), second * 1_000)).toBe(step);
  });
});

const secret = fc.stringMatching(/^[A-Z2-7]{32}$/);
const time = fc.integer({ min: 3 * stepMs, max: Date.UTC(2200, 0) });

/** Now and then a wrong step has the same code by chance; no such time is asked about. */
const isAmbiguous = (secret: string, nowMs: number): boolean => {
  const steps = [-3, -2, -1, 0, 1, 2, 3].map((drift) => totpStepAt(nowMs) + drift);
  return new Set(steps.map((step) => totpCode(secret, step))).size < steps.length;
};

test('a code tells its step while that is at most one from now’s, and nothing later or earlier', () => {
  fc.assert(
    fc.property(secret, time, fc.integer({ min: -3, max: 3 }), (secret, nowMs, drift) => {
      fc.pre(!isAmbiguous(secret, nowMs));
      const step = totpStepAt(nowMs) + drift;
      const found = findTotpStep(secret, totpCode(secret, step), nowMs);
      expect(found).toBe(Math.abs(drift) <= 1 ? step : undefined);
    }),
    { numRuns: 300 },
  );
});

test('a code serves from the step before its own to the end of the one after', () => {
  const step = 60_000_000;
  const code = totpCode(secretOfRfc, step);
  const at = (nowMs: number) => findTotpStep(secretOfRfc, code, nowMs);
  expect(at((step - 1) * stepMs - 1)).toBeUndefined();
  expect(at((step - 1) * stepMs)).toBe(step);
  expect(at((step + 2) * stepMs - 1)).toBe(step);
  expect(at((step + 2) * stepMs)).toBeUndefined();
});

test('a code of another secret is wrong', () => {
  fc.assert(
    fc.property(secret, secret, time, (one, other, nowMs) => {
      const code = totpCode(other, totpStepAt(nowMs));
      fc.pre(![-1, 0, 1].some((drift) => totpCode(one, totpStepAt(nowMs) + drift) === code));
      expect(findTotpStep(one, code, nowMs)).toBeUndefined();
    }),
  );
});

describe('what is typed', () => {
  const nowMs = 1_111_111_111_000;
  const code = totpCode(secretOfRfc, totpStepAt(nowMs));

  test('may have spaces anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', ' ', '\u00A0'), { minLength: 7 }), (spaces) => {
        const typed =
          code
            .split('')
            .map((digit, index) => spaces[index] + digit)
            .join('') + spaces[6];
        expect(findTotpStep(secretOfRfc, typed, nowMs)).toBe(totpStepAt(nowMs));
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['spaces', '      '],
    ['too few digits', code.slice(1)],
    ['too many digits', `0${code}`],
    ['a hyphen', `${code.slice(0, 3)}-${code.slice(3)}`],
    ['a sign', `+${code}`],
    ['the digits of another script', code.replaceAll('0', '\u0660')],
    [
      'full-width digits',
      code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff_10 + +digit)),
    ],
    ['spaces without end', code + ' '.repeat(100_000)],
  ])('is no code if it is %s', (_what, typed) => {
    expect(findTotpStep(secretOfRfc, typed, nowMs)).toBeUndefined();
  });

  test('is no code unless it is six digits, and never an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), time, (typed, nowMs) => {
        fc.pre(!/^(\s*[0-9]){6}\s*$/.test(typed));
        expect(findTotpStep(secretOfRfc, typed, nowMs)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});

test('codes are found in the first step there is', () => {
  expect(findTotpStep(secretOfRfc, totpCode(secretOfRfc, 0), 0)).toBe(0);
});

test('a secret is 20 bytes in base32, and never made twice', () => {
  const secrets = Array.from({ length: 100 }, generateTotpSecret);
  for (const made of secrets) expect(made).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(secrets).size).toBe(100);
});
