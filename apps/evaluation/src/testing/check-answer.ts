import {
  ApiError,
  createRouteMatcher,
  evaluationRoutes,
  OfrepFailure,
  V1Error,
  type Route,
} from '@halyard/contracts';
import type { Answer, Sent } from '@halyard/http/testing';
import { expect } from 'vitest';

import { expectDocumented } from './expect-documented.ts';

const match = createRouteMatcher<Route>(evaluationRoutes);
const isV1 = (path: string): boolean => /^\/v1\/evaluate\b/.test(path);

/** The schema, the document and the headers of its route, and no null where clients break on one. */
export function checkAnswer({ method = 'POST', path, body = '' }: Sent, answer: Answer): void {
  const [bare = ''] = path.split('?');
  const { status, json } = answer;
  const taken = status < 400 && body !== '' ? { body: JSON.parse(body) } : {};
  expectDocumented({ method, path: bare, status, answer: json, ...taken });
  const found = match(method === 'HEAD' ? 'GET' : method, bare);
  if (found.kind !== 'no_route') expect(answer.headers['access-control-allow-origin']).toBe('*');
  if (method === 'HEAD' || answer.status === 204 || answer.status === 304) {
    expect(answer.text).toBe('');
    return;
  }
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  if (answer.status === 200 && found.kind === 'route') found.route.answers[200]!.parse(answer.json);
  else errorSchemaOf(bare).parse(answer.json);
  if (!isV1(bare)) expect(findNulls(answer.json)).toEqual([]);
}

const errorSchemaOf = (path: string) => {
  if (isV1(path)) return V1Error;
  return path.startsWith('/ofrep/') ? OfrepFailure : ApiError;
};

/** Paths of nulls; an enterprise flag's `application_id` alone is one. */
function findNulls(value: unknown, path = ''): string[] {
  if (value === null) return path.endsWith('.application_id') ? [] : [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => findNulls(inner, `${path}.${name}`));
}
