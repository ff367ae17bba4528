import type { z } from 'zod';

import { AppError, type ErrorDetail } from '../errors.ts';

/** Long lists can be wrong in every place: nobody reads more. */
const mostDetails = 50;

/**
 * Reads an input by a schema whose messages say what is expected. Throws `invalid_request` with
 * the fields that are not as they must be (the first 50), and never with a value.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalidInput(result.error.issues.slice(0, mostDetails).flatMap(toDetails));
}

/** The error of an input in which these fields are not as they must be. */
export function invalidInput(details: readonly ErrorDetail[]): AppError {
  const [first] = details;
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : '';
  const message = first ? `${first.field || 'The input'} must be ${first.expected}${more}.` : '';
  return new AppError('invalid_request', message, details);
}

function toDetails(issue: z.core.$ZodIssue): ErrorDetail[] {
  const field = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ field, expected: issue.message }];
  return issue.keys.map((key) => ({
    field: field === '' ? key : `${field}.${key}`,
    expected: 'left out: there is no such field',
  }));
}
