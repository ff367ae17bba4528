import {
  AppError,
  v1EvaluationErrorMessage,
  type V1Evaluation,
  type V1EvaluationErrorType,
} from '@halyard/contracts';
import { evaluate, type Evaluation } from '@halyard/core';

import type { HotHandler } from '../hot-routes.ts';
import { resolveEnvironment } from '../request-context.ts';
import type { EvaluateDeps } from './evaluate-flag.ts';

/** `POST /v1/evaluate`: every outcome of an evaluation is 200, told apart by `error`. */
export function evaluateV1({ replica, evaluations, now }: EvaluateDeps): HotHandler {
  return ({ caller, body }) => {
    const flagKey = readString(body, 'flagKey');
    const { attributes } = body;
    const context = { user_id: readString(body, 'userIdentifier'), attributes };
    const environment = resolveEnvironment(caller, { environment: body['environment'] });
    const { applicationId, organizationId } = caller;
    const dataSet = replica.find(organizationId)?.dataSet;
    const evaluation: Evaluation = dataSet
      ? evaluate(dataSet, { applicationId, flagKey, environment, context, now: now() })
      : { found: false, reason: 'FLAG_NOT_FOUND' };
    evaluations.inc({ reason: evaluation.reason });
    return JSON.stringify(toAnswer(evaluation));
  };
}

function toAnswer(evaluation: Evaluation): V1Evaluation {
  if (!evaluation.found) return failed(evaluation.reason);
  const { enabled, reason, rule } = evaluation;
  if (reason === 'DISABLED') return failed('FLAG_DISABLED');
  return {
    value: enabled,
    matchedRuleType: rule?.type ?? (enabled && reason === 'ROLLOUT' ? 'PERCENTAGE' : null),
    error: null,
  };
}

const failed = (type: V1EvaluationErrorType): V1Evaluation => ({
  value: false,
  matchedRuleType: null,
  error: { type, message: v1EvaluationErrorMessage[type] },
});

function readString(body: Record<string, unknown>, field: string): string {
  const value = Object.hasOwn(body, field) ? body[field] : undefined;
  if (typeof value === 'string' && value !== '') return value;
  const expected = 'a non-empty string';
  throw new AppError('invalid_request', `The field ${field} must be ${expected}.`, [
    { field, expected },
  ]);
}
