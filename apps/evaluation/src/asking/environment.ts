import { AppError } from '@halyard/contracts';

import type { Caller } from '../access/caller.ts';

/**
 * The environment a request is for: a bound key's always wins, then the request's own, then its
 * context's, then the default.
 */
export function resolveEnvironment(
  { environment: bound }: Pick<Caller, 'environment'>,
  own: unknown,
  inContext: unknown,
  byDefault = 'production',
): string {
  if (bound !== null) return bound;
  const ofRequest = readEnvironment(own, 'environment');
  const ofContext = readEnvironment(inContext, 'context.environment');
  return ofRequest ?? ofContext ?? byDefault;
}

function readEnvironment(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw invalidField(field, 'a string');
}

export const invalidField = (field: string, expected: string): AppError =>
  new AppError('invalid_request', `The field ${field} must be ${expected}.`, [{ field, expected }]);
