import { AppError } from '@halyard/contracts';

/** Does something with one part of a document; what is wrong with that is told by its place in the whole. */
export async function at<T>(place: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof AppError ? placed(error, place) : error;
  }
}

function placed({ code, message, details = [] }: AppError, place: string): AppError {
  const [first] = details;
  const problems = details.map(({ field, expected }) => ({
    field: field === '' ? place : `${place}.${field}`,
    expected,
  }));
  return new AppError(
    code,
    `${place}: ${message}`,
    first ? problems : [{ field: place, expected: message }],
  );
}
