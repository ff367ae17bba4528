import type { IncomingMessage } from 'node:http';

import { AppError } from '@halyard/contracts';

/**
 * Reads a request's body and hands it on in pieces, or an error: `payload_too_large` beyond the limit
 * (bytes), after whose answer the connection is closed, so that the rest need not be read. By callback:
 * a promise here costs what an evaluation does.
 */
export function readBody(
  req: IncomingMessage,
  limit: number,
  done: (pieces: readonly Buffer[]) => void,
  fail: (error: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  req.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) {
      chunks.push(chunk);
      return;
    }
    req.removeAllListeners('data').removeAllListeners('end').resume();
    fail(new AppError('payload_too_large', `The body is larger than ${limit} bytes.`));
  });
  // One that ends early is never handed on: nobody is left to be answered.
  req.on('end', () => done(chunks));
}

/** A body that came in pieces, as text. */
export const toText = (pieces: readonly Buffer[]): string =>
  (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString('utf8');

/** Parses a body that must be a JSON object; nothing at all is an empty one. */
export function parseJsonObject(text: string): Record<string, unknown> {
  if (text === '') return {};
  const value = tryParse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('invalid_request', 'The body must be a JSON object.', [
      { field: 'body', expected: 'a JSON object' },
    ]);
  }
  return value as Record<string, unknown>;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
