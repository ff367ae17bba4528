import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

import { AppError } from '@halyard/contracts';

import type { Logger } from '../process/logger.ts';
import { toErrorBody } from './error-body.ts';
import { sendJson } from './respond.ts';
import { usualDelaySeconds } from './try-again.ts';

/**
 * Answers an error in the shape its path promises. What is not an {@link AppError} is logged in
 * full and answered as `internal_error`, without its message. Every 503 says when to ask again.
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
  sendJson(res, known.status, toErrorBody(path, known, requestId), {
    ...(known.code === 'payload_too_large' && { connection: 'close' }),
    ...(known.code === 'unavailable' && { 'retry-after': `${usualDelaySeconds}` }),
    ...known.headers,
    ...headers,
  });
}

function hide(error: unknown, log: Logger, requestId: string): AppError {
  log.error({ err: error, requestId }, 'request failed');
  return new AppError('internal_error', 'Something went wrong on our side.');
}
