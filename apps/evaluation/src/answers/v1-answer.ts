import {
  v1EvaluationErrorMessage,
  type V1Evaluation,
  type V1EvaluationErrorType,
} from '@halyard/contracts';
import type { Decision, Evaluation } from '@halyard/core';

import type { Asked } from '../asking/asked.ts';
import { findInsightSerial } from '../deciding/find-insight-serial.ts';

/** Writes answers of `POST /v1/evaluate` (`V1Evaluation`) as JSON. */
export interface WriteV1Answer {
  (asked: Asked, evaluation: Evaluation): string;
}

/** Makes the ids by which feedback names an evaluation. */
export type MintEvaluationId = (
  organizationId: string,
  evaluation: { serial: number; value: boolean },
) => string;

const failed = (type: V1EvaluationErrorType): string =>
  JSON.stringify({
    value: false,
    matchedRuleType: null,
    error: { type, message: v1EvaluationErrorMessage[type] },
  } satisfies V1Evaluation);

const failures = {
  FLAG_NOT_FOUND: failed('FLAG_NOT_FOUND'),
  FLAG_ARCHIVED: failed('FLAG_ARCHIVED'),
  FLAG_DISABLED: failed('FLAG_DISABLED'),
};

/** The answer to all who ask beyond their plan. */
export const planLimitExceeded = failed('PLAN_LIMIT_EXCEEDED');

export const createWriteV1Answer =
  (mint: MintEvaluationId): WriteV1Answer =>
  (asked, evaluation) => {
    if (!evaluation.found) return failures[evaluation.reason];
    if (evaluation.reason === 'DISABLED') return failures.FLAG_DISABLED;
    const value = evaluation.enabled;
    const type = matchedRuleType(evaluation);
    const serial = findInsightSerial(asked, evaluation);
    const { organizationId } = asked.caller;
    const id =
      serial === undefined ? '' : `,"evaluationId":"${mint(organizationId, { serial, value })}"`;
    return `{"value":${value},"matchedRuleType":${type},"error":null${id}}`;
  };

/** As JSON: the rule's type, or that the environment's own percentage let somebody in. */
function matchedRuleType({ enabled, reason, rule }: Decision): string {
  if (rule) return `"${rule.type}"`;
  return enabled && reason === 'ROLLOUT' ? '"PERCENTAGE"' : 'null';
}
