import type { TelemetryBatch } from '@halyard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { inPortions } from './in-portions.ts';

const events = fc.array(fc.constant({}), { maxLength: 4 });
const batch = fc.record({ evaluations: events, errors: events, unknownFlags: events });
const batches = fc.array(batch) as unknown as fc.Arbitrary<TelemetryBatch[]>;

const sizeOf = (portion: readonly TelemetryBatch[]): number =>
  portion.flatMap((one) => [...one.evaluations, ...one.errors, ...one.unknownFlags]).length;

test('portions are all batches in their order, of so many events at most where no batch has more', () => {
  fc.assert(
    fc.property(batches, fc.integer({ min: 1, max: 20 }), (given, most) => {
      const portions = inPortions(given, most);
      expect(portions.flat()).toEqual(given);
      for (const [index, portion] of portions.entries()) {
        expect(portion.length).toBeGreaterThan(0);
        if (portion.length > 1) expect(sizeOf(portion)).toBeLessThanOrEqual(most);
        // None could have been in the one before.
        const before = portions[index - 1];
        if (before) expect(sizeOf([...before, portion[0]!])).toBeGreaterThan(most);
      }
    }),
  );
});
