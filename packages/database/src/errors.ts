import { AppError } from '@halyard/contracts';

import { Prisma } from './generated/client.ts';

const uniqueViolation = 'P2002';
const unreachable = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);

/** Turns what Prisma throws into an {@link AppError} where it has a meaning for the caller. */
export function toAppError(error: unknown): unknown {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === uniqueViolation) {
      return new AppError('conflict', 'This exists already.');
    }
    if (unreachable.has(error.code)) {
      return new AppError('unavailable', 'The database cannot be reached.');
    }
  }
  return error;
}
