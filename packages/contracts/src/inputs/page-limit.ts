import { z } from 'zod';

/** How many of a list a query wants: so many where it says nothing, never more than the most. */
export function pageLimit(usual: number, most: number) {
  const expected = 'a whole number from 1';
  return z
    .string(expected)
    .regex(/^0*[1-9]\d*$/, expected)
    .default(String(usual))
    .transform((digits) => Math.min(Number(digits), most))
    .describe(`${usual} where it is left out; at most ${most}.`);
}
