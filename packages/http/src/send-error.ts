import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';

import { AppError, type ApiError, type V1Error } from '@halyard/contracts';

import type { Logger } from './logger.ts';
import { sendJson } from './respond.ts';

const v1Paths = /^\/v1\/(?:evaluate|feedback)(?:\/|$)/;

/** The sentence of the v1 reference for every 401. */
const v1Unauthorized = 'Missing or invalid Authorization header';

/**
 * Answers an error in the shape its path promises. What is not an {@link AppError} is logged in
 * full and answered as `internal_error`, without its message.
 */
export function sendError(
  res: ServerResponse,
  path: string,
  error: unknown,
  log: Logger,
  headers?: OutgoingHttpHeaders,
): void {
  const requestId = randomUUID();
  const known = error instanceof AppError ? error : hide(error, log, requestId);
  const body = v1Paths.test(path) ? toV1Error(known) : toApiError(known, requestId);
  sendJson(res, known.status, body, {
    ...(known.code === 'payload_too_large' && { connection: 'close' }),
    ...known.headers,
    ...headers,
  });
}

function hide(error: unknown, log: Logger, requestId: string): AppError {
  log.error({ err: error, requestId }, 'request failed');
  return new AppError('internal_error', 'Something went wrong on our side.');
}

const toApiError = (error: AppError, requestId: string): ApiError => ({
  error: error.code,
  message: error.message,
  request_id: requestId,
  ...(error.details && { details: [...error.details] }),
});

function toV1Error({ status, code, message, details }: AppError): V1Error {
  const detail = details?.map(({ field, expected }) => `${field} must be ${expected}`).join('; ');
  return {
    status,
    error: STATUS_CODES[status] ?? 'Error',
    message: code === 'unauthorized' ? v1Unauthorized : (detail ?? message),
  };
}
