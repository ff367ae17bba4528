import { randomInt } from 'node:crypto';

import fc from 'fast-check';

const fixedSeed = 20_261_121;

/** Checks a property on the same inputs every time, and on new ones; a failure prints its seed. */
export function check<T>(property: fc.IPropertyWithHooks<T>, wantedRuns = 500): void {
  const numRuns = fc.readConfigureGlobal().numRuns ?? wantedRuns;
  fc.assert(property, { seed: fixedSeed, numRuns });
  fc.assert(property, { seed: randomInt(2 ** 31), numRuns });
}
