import { AppError, type FlagEvaluation } from '@halyard/contracts';
import { evaluate, type Decision } from '@halyard/core';
import type { Replica } from '@halyard/replica';

import type { HotHandler } from '../hot-routes.ts';
import type { EvaluationCounter } from '../metrics.ts';
import { readRequestContext } from '../request-context.ts';

export interface EvaluateDeps {
  replica: Pick<Replica, 'find'>;
  evaluations: EvaluationCounter;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** `POST /api/flags/:key/evaluate` */
export function evaluateFlag({ replica, evaluations, now }: EvaluateDeps): HotHandler {
  return ({ caller, params, body }) => {
    const { environment, context } = readRequestContext(caller, body);
    const { applicationId, organizationId } = caller;
    const [flagKey = ''] = params;
    const time = now();
    const dataSet = replica.find(organizationId)?.dataSet;
    const evaluation =
      dataSet && evaluate(dataSet, { applicationId, flagKey, environment, context, now: time });
    if (!evaluation?.found) {
      throw new AppError('not_found', 'There is no active flag with this key.');
    }
    evaluations.inc({ reason: evaluation.reason });
    return JSON.stringify(toAnswer(evaluation, time));
  };
}

function toAnswer(decision: Decision, nowMs: number): FlagEvaluation {
  const { flag, enabled, reason, identifier, identifierKind, variation, configuration } = decision;
  return {
    key: flag.key,
    enabled,
    value: enabled,
    scope: flag.application_id === null ? 'enterprise' : 'application',
    version: flag.version,
    timestamp: Math.floor(nowMs / 1_000),
    context: identifierKind ? { [identifierKind]: identifier } : {},
    flag_id: flag.id,
    flagId: flag.id,
    ...(variation !== undefined && { variation, variant: variation }),
    ...(configuration && { configuration }),
    ...(flag.description !== undefined && { description: flag.description }),
    reason,
  };
}
