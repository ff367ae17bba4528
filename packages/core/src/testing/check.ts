import { randomInt } from 'node:crypto';

import fc from 'fast-check';

const fixedSeed = 20_261_121;

/** Checks a property on the same inputs every time, and on new ones; a failure prints its seed. */
export function check<T>(property: fc.IPropertyWithHooks<T>, numRuns = 500): void {
  fc.assert(property, { seed: fixedSeed, numRuns });
  fc.assert(property, { seed: randomInt(2 ** 31), numRuns });
}
