import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Sends JSON that is serialised already. */
export function sendJsonText(
  res: ServerResponse,
  status: number,
  json: string,
  headers?: OutgoingHttpHeaders,
): void {
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
    ...headers,
  });
  res.end(json);
}

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers?: OutgoingHttpHeaders,
): void {
  sendJsonText(res, status, JSON.stringify(body), headers);
}
