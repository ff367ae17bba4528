import type { RouteHandler } from '@halyard/http';

import type { Caller } from '../../access/caller.ts';
import { planLimitExceeded, type WriteV1Answer } from '../../answers/v1-answer.ts';
import { createReadV1 } from '../../asking/read-v1.ts';
import type { RouteDeps } from '../route-deps.ts';

/** `POST /v1/evaluate`: every outcome of an evaluation is 200, told apart by `error`. */
export function evaluateV1(
  { completeAsked, evaluator }: RouteDeps,
  writeAnswer: WriteV1Answer,
): RouteHandler<Caller> {
  const read = createReadV1(completeAsked);
  return (request) => {
    const asked = read(request);
    if (evaluator.isBlocked(asked)) return planLimitExceeded;
    return writeAnswer(asked, evaluator.evaluate(asked, asked.flagKey));
  };
}
