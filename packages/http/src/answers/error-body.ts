import { STATUS_CODES } from 'node:http';

import type { ApiError, AppError, OfrepFailure, V1Error } from '@halyard/contracts';

const v1Path = /^\/v1\/(?:evaluate|feedback)(?:\/|$)/;
const ofrepPath = /^\/ofrep\/(?:v1\/evaluate\/flags\/([^/]+)$)?/;

/** The sentence of the v1 reference for every 401. */
const v1Unauthorized = 'Missing or invalid Authorization header';

/** An error's body in the shape that its path promises. */
export function toErrorBody(
  path: string,
  error: AppError,
  requestId: string,
): ApiError | V1Error | OfrepFailure {
  if (v1Path.test(path)) return toV1Error(error);
  const ofrep = ofrepPath.exec(path);
  return ofrep ? toOfrepFailure(error, ofrep[1]) : toApiError(error, requestId);
}

const toApiError = (error: AppError, requestId: string): ApiError => ({
  error: error.code,
  message: error.message,
  request_id: requestId,
  ...(error.details && { details: [...error.details] }),
});

const toV1Error = (error: AppError): V1Error => ({
  status: error.status,
  error: STATUS_CODES[error.status] ?? 'Error',
  message: error.code === 'unauthorized' ? v1Unauthorized : describe(error),
});

const toOfrepFailure = (error: AppError, key: string | undefined): OfrepFailure => ({
  ...(key !== undefined && { key: decode(key) }),
  errorCode: error.code === 'invalid_request' ? 'PARSE_ERROR' : 'GENERAL',
  errorDetails: describe(error),
});

const describe = ({ message, details }: AppError): string =>
  details?.map(({ field, expected }) => `${field} must be ${expected}`).join('; ') ?? message;

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
