import { STATUS_CODES } from 'node:http';

import {
  errorShapeOf,
  type ApiError,
  type AppError,
  type OfrepFailure,
  type V1Error,
} from '@halyard/contracts';

const ofrepFlagPath = /^\/ofrep\/v1\/evaluate\/flags\/([^/]+)$/;

/** The sentence of the v1 reference for every 401. */
const v1Unauthorized = 'Missing or invalid Authorization header';

/** An error's body in the shape that its path promises. */
export function toErrorBody(
  path: string,
  error: AppError,
  requestId: string,
): ApiError | V1Error | OfrepFailure {
  const shape = errorShapeOf(path);
  if (shape === 'v1') return toV1Error(error);
  if (shape === 'ofrep') return toOfrepFailure(error, ofrepFlagPath.exec(path)?.[1]);
  return toApiError(error, requestId);
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
