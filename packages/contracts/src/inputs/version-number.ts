import { z } from 'zod';

const expected = 'a version: a whole number from 1';

/** The largest number of the column that versions are kept in. */
const mostVersions = 2_147_483_647;

/** A version of something that is changed over time. */
export const VersionNumber = z.int(expected).min(1, expected).max(mostVersions, expected);

/** The same in a query or a path. */
export const VersionText = z
  .string(expected)
  .regex(/^[1-9]\d{0,9}$/, expected)
  .transform(Number)
  .refine((version) => version <= mostVersions, expected);
