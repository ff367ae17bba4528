import type { Route } from '../routes/route.ts';

/**
 * A route's name as a method of a client: `POST /api/flags/:key/evaluate` is
 * `postFlagsByKeyEvaluate`. Other APIs than `/api` keep theirs: `getV1Flags`.
 */
export const operationIdOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  method.toLowerCase() +
  path
    .replace(/^\/api\//, '/')
    .split('/')
    .map(toWords)
    .join('');

const toWords = (segment: string): string =>
  segment
    .replace(/^:/, 'by-')
    .split(/[^a-zA-Z\d]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
