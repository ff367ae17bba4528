import { AppError, type ErrorDetail } from '@halyard/contracts';

/** The refusal of what only whoever may change protected environments may do. */
export const protectedForbids = (details?: readonly ErrorDetail[]): AppError =>
  new AppError(
    'forbidden',
    'Your role does not allow you to change what protected environments depend on.',
    details,
  );
