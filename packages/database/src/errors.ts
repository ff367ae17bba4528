import { AppError } from '@halyard/contracts';

import { Prisma } from './generated/client.ts';
import { isUnreachable } from './is-unreachable.ts';

const uniqueViolation = 'P2002';

/** Turns what Prisma throws into an {@link AppError} where it has a meaning for the caller. */
export function toAppError(error: unknown): unknown {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === uniqueViolation) {
    return new AppError('conflict', 'This exists already.');
  }
  if (isUnreachable(error)) {
    return new AppError('unavailable', 'The database cannot be reached.');
  }
  return error;
}

/** Whether something is away, be it the database itself that says so or the code that asked it. */
export function isOutage(error: unknown): boolean {
  const known = toAppError(error);
  return known instanceof AppError && known.code === 'unavailable';
}
