import { AppError, type WriteFlagAnswer } from '@halyard/contracts';
import type { RouteHandler } from '@halyard/http';

import type { Caller } from '../access/caller.ts';
import type { RouteDeps } from './route-deps.ts';

/** `POST /api/flags/:key/evaluate`, and the same under other paths. */
export const evaluateFlag =
  (
    { readAsked, evaluator }: Pick<RouteDeps, 'readAsked' | 'evaluator'>,
    writeAnswer: WriteFlagAnswer,
  ): RouteHandler<Caller> =>
  (request) => {
    const asked = readAsked(request);
    evaluator.checkPlan(asked);
    const evaluation = evaluator.evaluate(asked, request.params[0]!);
    if (!evaluation.found) throw noActiveFlag();
    return writeAnswer(evaluation, asked.now);
  };

export const noActiveFlag = (): AppError =>
  new AppError('not_found', 'There is no active flag with this key.');
