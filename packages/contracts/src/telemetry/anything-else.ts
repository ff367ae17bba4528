import { z } from 'zod';

/** Any JSON: what stands in a list beside what should, and is left out without failing the rest. */
export const anythingElse = z.union([
  z.looseObject({}),
  z.array(z.unknown()),
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
]);
