import type { RouteHandler } from '@halyard/http';

import type { Caller } from '../access/caller.ts';
import { noActiveFlag } from './evaluate-flag.ts';
import type { RouteDeps } from './route-deps.ts';

/** `POST /v1/flags/:key/variation`: for mobile clients. */
export const serveVariation =
  ({ readAsked, evaluator }: RouteDeps): RouteHandler<Caller> =>
  (request) => {
    const asked = readAsked(request);
    evaluator.checkPlan(asked);
    const evaluation = evaluator.evaluate(asked, request.params[0]!);
    if (!evaluation.found) throw noActiveFlag();
    return JSON.stringify({ value: evaluation.variation });
  };
