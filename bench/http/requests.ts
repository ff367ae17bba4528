import { readFile, writeFile } from 'node:fs/promises';

import { createBody } from './context.ts';
import { flagKey } from './flags.ts';

/** One request, as `fetch` takes it too. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** One request a key, each for another user. */
export const createEvaluations = (keys: readonly string[]): HttpRequest[] =>
  keys.map((key, index) => ({
    method: 'POST',
    path: `/api/flags/${flagKey}/evaluate`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: createBody(index),
  }));

/** A key's list of flags; with an ETag, unless it is still the same. */
export const createList = (key: string, etag?: string): HttpRequest => ({
  method: 'GET',
  path: '/api/sdk/flags?environment=production',
  headers: { authorization: `Bearer ${key}`, ...(etag !== undefined && { 'if-none-match': etag }) },
});

export const send = (port: number, { path, ...request }: HttpRequest): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, request);

/** Writes requests as they go over the wire, each after a line with its length in bytes. */
export async function writeRequests(file: string, requests: readonly HttpRequest[]): Promise<void> {
  const texts = requests.map(toWire);
  await writeFile(file, texts.map((text) => `${Buffer.byteLength(text)}\n${text}`).join(''));
}

/** Reads what {@link writeRequests} wrote. */
export async function readRequests(file: string): Promise<Buffer[]> {
  const content = await readFile(file);
  const requests: Buffer[] = [];
  for (let at = 0; at < content.length;) {
    const start = content.indexOf('\n', at) + 1;
    const end = start + Number(content.toString('latin1', at, start));
    requests.push(content.subarray(start, end));
    at = end;
  }
  return requests;
}

/** A request as it goes over the wire. */
export function toWire({ method, path, headers, body = '' }: HttpRequest): string {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const all = { host: '127.0.0.1', ...headers, ...(body !== '' && length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, '', body].join('\r\n');
}
