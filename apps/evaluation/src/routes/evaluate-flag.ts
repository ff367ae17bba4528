import { AppError, type FlagEvaluation } from '@halyard/contracts';
import { evaluate, type Evaluation } from '@halyard/core';
import type { Replica } from '@halyard/replica';

import type { HotHandler } from '../hot-routes.ts';
import type { EvaluationCounter } from '../metrics.ts';
import { readRequestContext } from '../request-context.ts';

export interface EvaluateDeps {
  replica: Pick<Replica, 'findDataSet'>;
  evaluations: EvaluationCounter;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** `POST /api/flags/:key/evaluate` */
export function evaluateFlag({ replica, evaluations, now }: EvaluateDeps): HotHandler {
  return ({ caller, params, body }) => {
    const { environment, context } = readRequestContext(caller, body);
    const flagKey = params[0]!;
    const dataSet = replica.findDataSet(caller.organizationId);
    const evaluation =
      dataSet &&
      evaluate(dataSet, { applicationId: caller.applicationId, flagKey, environment, context });
    if (!evaluation?.found)
      throw new AppError('not_found', 'There is no active flag with this key.');
    evaluations.inc({ reason: evaluation.reason });
    return JSON.stringify(toAnswer(evaluation, now()));
  };
}

function toAnswer(
  { flag, enabled, reason, identifier }: Extract<Evaluation, { found: true }>,
  nowMs: number,
): FlagEvaluation {
  return {
    key: flag.key,
    enabled,
    value: enabled,
    scope: flag.applicationId === null ? 'enterprise' : 'application',
    version: flag.version,
    timestamp: Math.floor(nowMs / 1_000),
    context: identifier ? { [identifier.kind]: identifier.value } : {},
    flag_id: flag.id,
    flagId: flag.id,
    ...(flag.description !== undefined && { description: flag.description }),
    reason,
  };
}
