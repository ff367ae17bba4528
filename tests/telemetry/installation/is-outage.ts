import { AppError } from '@halyard/contracts';
import { toAppError } from '@halyard/database';

/** As workers judge: what a job needs is away, and says nothing of the job. */
export function isOutage(error: unknown): boolean {
  const known = toAppError(error);
  return known instanceof AppError && known.code === 'unavailable';
}
