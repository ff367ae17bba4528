import { z } from 'zod';

const expected = 'the version that was read';

/** The version that a write is for; left out where it is for any. */
export const ExpectedVersion = z.int(expected).min(1, expected).optional();

/** {@link ExpectedVersion} of a request without a JSON body, in its query. */
export const ExpectedVersionQuery = z.strictObject({
  expected_version: z
    .stringFormat('number', /^[1-9]\d{0,8}$/, expected)
    .transform(Number)
    .optional(),
});
