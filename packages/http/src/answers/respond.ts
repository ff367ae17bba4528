import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

import type { RouteAnswer } from '../routing/route-handler.ts';

const contentType = 'application/json; charset=utf-8';

/**
 * Sends the JSON of a 200. The headers are names and values in turn, which node:http takes sooner than
 * an object; it adds its own.
 */
export function sendOk(res: ServerResponse, json: string, headers: readonly string[]): void {
  const length = Buffer.byteLength(json);
  res.writeHead(200, ['content-type', contentType, 'content-length', `${length}`, ...headers]);
  res.end(json, encodingOf(json, length));
}

/** Sends JSON that is serialised already. */
function sendJsonText(
  res: ServerResponse,
  status: number,
  json: string,
  headers?: OutgoingHttpHeaders,
): void {
  const length = Buffer.byteLength(json);
  res.writeHead(status, { 'content-type': contentType, 'content-length': length, ...headers });
  res.end(json, encodingOf(json, length));
}

/** Without a character beyond ASCII both are the same bytes, and Latin-1 is copied as it is. */
const encodingOf = (json: string, length: number): BufferEncoding =>
  length === json.length ? 'latin1' : 'utf8';

/** Sends what a handler answered, with headers of its route's. */
export function sendAnswer(
  res: ServerResponse,
  { status, json, headers }: RouteAnswer,
  common: OutgoingHttpHeaders,
): void {
  if (json !== undefined) {
    sendJsonText(res, status, json, { ...common, ...headers });
    return;
  }
  res.writeHead(status, { ...common, ...headers });
  res.end();
}

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers?: OutgoingHttpHeaders,
): void {
  sendJsonText(res, status, JSON.stringify(body), headers);
}
