import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

/** Verifiers read it again every ten minutes; keys are in it for longer before they sign. */
export const jwks =
  ({ keyRing }: ControlDeps): RouteHandler<unknown> =>
  () => ({
    status: 200,
    json: JSON.stringify({ keys: keyRing.jwks() }),
    headers: { 'cache-control': 'public, max-age=300' },
  });
