import type { RouteHandler } from '@halyard/http';

import type { Caller } from '../../access/caller.ts';
import { invalidContext, isFailure, toOfrep } from '../../answers/ofrep-answer.ts';
import { createReadOfrep } from '../../asking/read-ofrep.ts';
import type { RouteDeps } from '../route-deps.ts';

/** `POST /ofrep/v1/evaluate/flags/:key` */
export function evaluateOfrepFlag({ completeAsked, evaluator }: RouteDeps): RouteHandler<Caller> {
  const read = createReadOfrep(completeAsked);
  return (request) => {
    const key = request.params[0]!;
    const asked = read(request);
    if ('invalid' in asked) return invalidContext(asked.invalid, key);
    evaluator.checkPlan(asked);
    const answer = toOfrep(key, evaluator.evaluate(asked, key));
    const json = JSON.stringify(answer);
    if (!isFailure(answer)) return json;
    return { status: answer.errorCode === 'FLAG_NOT_FOUND' ? 404 : 400, json };
  };
}
