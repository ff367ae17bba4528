import { AppError } from '@halyard/contracts';

/** After so long a refusal for now may be over, where it does not say when. */
export const usualDelaySeconds = 2;

/** Refuses for now, and says when to ask again: never 401 or 403, which some clients take for good. */
export const tryAgain = (message: string, afterSeconds = usualDelaySeconds): AppError =>
  new AppError('unavailable', message, undefined, { 'retry-after': `${afterSeconds}` });

/** What cannot be told now is no failure of ours. */
export const orTryAgain = <T>(asked: Promise<T>, message: string): Promise<T> =>
  asked.catch(() => {
    throw tryAgain(message);
  });
