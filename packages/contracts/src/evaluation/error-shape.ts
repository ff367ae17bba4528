import { ApiError, OfrepFailure, V1Error } from './error-bodies.ts';

/** Which of the three forms an error's body has. */
export type ErrorShape = keyof typeof errorSchemas;

/** The body of each form. */
export const errorSchemas = { api: ApiError, v1: V1Error, ofrep: OfrepFailure } as const;

const v1Path = /^\/v1\/(?:evaluate|feedback)(?:\/|$)/;

/** The form that a path promises; templates of paths promise the same. */
export function errorShapeOf(path: string): ErrorShape {
  if (path.startsWith('/ofrep/')) return 'ofrep';
  return v1Path.test(path) ? 'v1' : 'api';
}
