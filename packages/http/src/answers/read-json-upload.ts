import type { IncomingMessage } from 'node:http';

import { parseJsonObject, readBody, toText } from './body.ts';

/**
 * Reads an upload that is one JSON object, whole; `payload_too_large` beyond the limit (bytes). For
 * what is needed as a whole and is larger than a route's `body` may be.
 */
export async function readJsonUpload(
  req: IncomingMessage,
  maxBytes: number,
): Promise<Record<string, unknown>> {
  const pieces = await new Promise<readonly Buffer[]>((resolve, reject) => {
    readBody(req, maxBytes, resolve, reject);
  });
  return parseJsonObject(toText(pieces));
}
