import type { IncomingMessage } from 'node:http';

import { AppError } from '@halyard/contracts';

/**
 * Reads a request's body as text. Throws `payload_too_large` beyond the limit (bytes) and closes
 * the connection after the answer, so that the rest need not be read.
 */
export function readBody(req: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        req.removeAllListeners('data');
        req.resume();
        reject(new AppError('payload_too_large', `The body is larger than ${limit} bytes.`));
        return;
      }
      chunks.push(chunk);
    });
    req.on('end', () => resolve(toText(chunks)));
    // Nobody is left to hear of it.
    req.on('error', () => reject(new AppError('invalid_request', 'The body ended too early.')));
  });
}

const toText = (chunks: Buffer[]): string =>
  (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8');

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
