import { timingSafeEqual } from 'node:crypto';

import { totpCode, totpStepAt } from './totp-code.ts';

/** How far the clocks of the user's device and of ours may be apart, in steps. */
const drift = [-1, 0, 1];

/** So much may be typed with spaces in it. */
const longestTyped = 32;

/**
 * The time step that a code belongs to, at most one from now's; `undefined` for a wrong one. A code
 * must not serve twice: refuse a step that is not later than the last one the user logged in by.
 */
export function findTotpStep(secret: string, code: string, nowMs: number): number | undefined {
  const given = readCode(code);
  if (!given) return undefined;
  const now = totpStepAt(nowMs);
  // Every step is compared, so that the time taken does not tell which one it was.
  const matching = drift
    .map((steps) => now + steps)
    .filter((step) => step >= 0 && timingSafeEqual(given, Buffer.from(totpCode(secret, step))));
  return matching.at(-1);
}

function readCode(typed: string): Buffer | undefined {
  if (typed.length > longestTyped) return undefined;
  const code = typed.replaceAll(/\s/g, '');
  return /^[0-9]{6}$/.test(code) ? Buffer.from(code) : undefined;
}
