import type { evaluationRoutes } from '@halyard/contracts';

type EvaluationRoute = (typeof evaluationRoutes)[number];

/** The path of a route for a flag, or for the segment of the same key. */
export const pathFor = ({ path }: EvaluationRoute, key: string): string =>
  path.replace(/:\w+/, () => key);

/** A body that the route answers with 200; nothing for a route that takes none. */
export function validBody({ path, method }: EvaluationRoute): Record<string, unknown> | undefined {
  if (method === 'GET') return undefined;
  if (path === '/v1/evaluate') {
    return { flagKey: 'plain', userIdentifier: 'u', attributes: { plan: 'pro' }, sdk: 'js' };
  }
  if (path === '/v1/evaluate/bulk') return { flagKey: 'plain', userIdentifiers: ['u', 'v'] };
  if (path.startsWith('/ofrep/')) return { context: { targetingKey: 'u', plan: 'pro' } };
  const context = {
    user_id: 'u',
    anonymous_id: 'a',
    environment: 'production',
    language: 'en-US',
    attributes: { plan: 'pro', list: [1, 'x', { y: null }] },
    geolocation: { country: 'DE' },
  };
  return path === '/api/flags/evaluate' ? { context, keys: ['plain', 'split'] } : { context };
}

/** The same as text; empty for a route that takes no body. */
export function validText(route: EvaluationRoute): string {
  const body = validBody(route);
  return body ? JSON.stringify(body) : '';
}
