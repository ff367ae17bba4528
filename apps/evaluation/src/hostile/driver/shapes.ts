import {
  ApiError,
  createRouteMatcher,
  evaluationRoutes,
  OfrepFailure,
  V1Error,
  type RouteMatch,
} from '@halyard/contracts';
import type { z } from 'zod';

import type { WireAnswer } from './wire.ts';

type EvaluationRoute = (typeof evaluationRoutes)[number];

const match = createRouteMatcher<EvaluationRoute>(evaluationRoutes);

/** Which route a request is for, by the published paths. */
export const routeOf = (method: string, path: string): RouteMatch<EvaluationRoute> =>
  match(method === 'HEAD' ? 'GET' : method, path.split('?')[0]!);

/** The shape of every error of a path. */
function errorShapeOf(path: string): z.ZodType {
  if (path.startsWith('/ofrep/')) return OfrepFailure;
  return /^\/v1\/(?:evaluate|feedback)(?:[/?]|$)/.test(path) ? V1Error : ApiError;
}

/** What is wrong with an answer's body for its path; nothing where it is as promised. */
export function findMisshapen(
  { method, path }: { method: string; path: string },
  { status, headers, body }: WireAnswer,
): string[] {
  if (method === 'HEAD' || status === 204 || status === 304) {
    return body.length === 0 ? [] : ['There is a body.'];
  }
  if (headers.get('content-type') !== 'application/json; charset=utf-8') return ['It is no JSON.'];
  const found = routeOf(method, path);
  const answers: Readonly<Record<number, z.ZodType | null>> =
    found.kind === 'route' ? found.route.answers : {};
  const shape = status < 300 ? answers[status] : errorShapeOf(path);
  if (!shape) return [`${status} is not among the answers.`];
  const parsed = shape.safeParse(readJson(body));
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`);
}

/** Throws where it is not JSON in UTF-8. */
export const readJson = (body: Buffer): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
