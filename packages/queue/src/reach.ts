import { AppError } from '@halyard/contracts';

import { settlesWithin } from './settles-within.ts';
import { withoutCommand } from './without-command.ts';

/** What the server answers; rejects as `unavailable` where it fails, or does not answer in that time. */
export async function reach<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const isAnswered = await settlesWithin(timeoutMs, work).catch((error: unknown) => {
    throw error instanceof AppError ? error : unavailable(error);
  });
  if (!isAnswered) throw unavailable(new Error(`No answer within ${timeoutMs} ms.`));
  return work;
}

const unavailable = (cause: unknown): AppError =>
  Object.assign(new AppError('unavailable', 'The queue cannot be reached.'), {
    cause: withoutCommand(cause),
  });
