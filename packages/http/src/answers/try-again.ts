import { AppError } from '@halyard/contracts';

/** Refuses for now, and says when to ask again: never 401 or 403, which some clients take for good. */
export const tryAgain = (message: string, afterSeconds = 2): AppError =>
  new AppError('unavailable', message, undefined, { 'retry-after': `${afterSeconds}` });

/** What cannot be told now is no failure of ours. */
export const orTryAgain = <T>(asked: Promise<T>, message: string): Promise<T> =>
  asked.catch(() => {
    throw tryAgain(message);
  });

/** As it was asked; a refusal for now that does not say when to ask again does so then. */
export async function sayingWhen<T>(ask: () => T | Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const isSilent =
      error instanceof AppError && error.code === 'unavailable' && !error.headers?.['retry-after'];
    throw isSilent ? tryAgain(error.message) : error;
  }
}
