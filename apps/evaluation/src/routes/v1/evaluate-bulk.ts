import { parseInput, V1BulkRequest } from '@halyard/contracts';
import { inSlices, type RouteHandler } from '@halyard/http';

import type { Caller } from '../../access/caller.ts';
import { planLimitExceeded, type WriteV1Answer } from '../../answers/v1-answer.ts';
import { resolveEnvironment } from '../../asking/environment.ts';
import type { RouteDeps } from '../route-deps.ts';

/** `POST /v1/evaluate/bulk`: one flag for many users. */
export const evaluateV1Bulk =
  ({ completeAsked, evaluator }: RouteDeps, writeAnswer: WriteV1Answer): RouteHandler<Caller> =>
  async (request) => {
    const { flagKey, userIdentifiers } = parseInput(V1BulkRequest, request.body);
    const { environment, sdk: client } = request.body;
    const asked = completeAsked(request, {
      environment: resolveEnvironment(request.caller, environment, undefined),
      context: {},
      client,
      givesIds: true,
    });
    const isBlocked = userIdentifiers.length > 0 && evaluator.isBlocked(asked);
    const answers: string[] = [];
    await inSlices(new Set(userIdentifiers), (identifier) => {
      const context = { ...asked.context, user_id: identifier };
      const answer = isBlocked
        ? planLimitExceeded
        : writeAnswer(asked, evaluator.evaluate({ ...asked, context }, flagKey));
      answers.push(`${JSON.stringify(identifier)}:${answer}`);
    });
    return `{${answers.join(',')}}`;
  };
