import { createRouteMatcher, telemetryRoutes, type Route } from '@halyard/contracts';
import { createDocumentCheck } from '@halyard/contracts/openapi/testing';
import { sendRequest, type Answer, type Sent } from '@halyard/http/testing';
import { expect } from 'vitest';

const findProblems = createDocumentCheck(telemetryRoutes);
const match = createRouteMatcher<Route>(telemetryRoutes);

/** Sends a request; what is answered, and what was taken, are as the OpenAPI document says. */
export async function send(url: string, sent: Sent): Promise<Answer> {
  const answer = await sendRequest(url, sent);
  const { method = 'POST', path, body } = sent;
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
