import { request, type IncomingHttpHeaders } from 'node:http';
import { text as readText } from 'node:stream/consumers';

import { createRouteMatcher, telemetryRoutes, type Route } from '@halyard/contracts';
import { createDocumentCheck } from '@halyard/contracts/openapi/testing';
import { expect } from 'vitest';

/** A request as it travels. */
export interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Of an answer that has a body: its JSON. */
  json: ReturnType<typeof JSON.parse>;
}

const findProblems = createDocumentCheck(telemetryRoutes);
const match = createRouteMatcher<Route>(telemetryRoutes);

/** Sends a request; what is answered, and what was taken, are as the OpenAPI document says. */
export async function send(url: string, { method = 'POST', path, headers, body }: Sent) {
  const answer = await new Promise<Answer>((resolve, reject) => {
    const req = request(`${url}${path}`, { method, headers, agent: false }, (res) => {
      readText(res).then((text) => {
        const { statusCode: status = 0, headers } = res;
        resolve({ status, headers, text, json: text === '' ? undefined : JSON.parse(text) });
      }, reject);
    });
    req.on('error', reject);
    req.end(body);
  });
  const { status, json } = answer;
  const taken = status < 400 && body !== undefined && body !== '' ? { body: JSON.parse(body) } : {};
  expect(findProblems({ method, path, status, answer: json, ...taken })).toEqual([]);
  expect(status).not.toBe(403);
  if (match(method, path).kind === 'route') {
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  }
  if (status === 503 || status === 429) {
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  return answer;
}
