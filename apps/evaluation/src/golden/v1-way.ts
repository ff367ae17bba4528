import { V1Evaluation, v1EvaluationErrorMessage } from '@halyard/contracts';
import type { ExpectedAnswer } from '@halyard/core/testing';

import type { Way } from './way.ts';

type ErrorType = keyof typeof v1EvaluationErrorMessage;

/** `POST /v1/evaluate` */
export const v1Way: Way = {
  name: '/v1',
  findObstacle({ request: { context } }) {
    const { user_id: userId, attributes: _, ...others } = context;
    if (typeof userId !== 'string' || userId === '') return 'a user_id is needed';
    return Object.keys(others).length > 0 ? 'a user_id and attributes are all' : undefined;
  },
  say: ({ request: { flagKey, environment, context } }) => ({
    path: '/v1/evaluate',
    body: {
      flagKey,
      environment,
      userIdentifier: context.user_id,
      attributes: context.attributes,
    },
  }),
  expected: ({ expect }) => ({ status: 200, body: toV1(expect) }),
  bodies: { 200: V1Evaluation },
};

function toV1({ found, enabled, reason, rule }: ExpectedAnswer) {
  const failed = (type: ErrorType) => ({
    value: false,
    matchedRuleType: null,
    error: { type, message: v1EvaluationErrorMessage[type] },
  });
  if (!found) return failed(reason as ErrorType);
  if (reason === 'DISABLED') return failed('FLAG_DISABLED');
  const isLetInByPercentage = enabled && reason === 'ROLLOUT';
  const matchedRuleType = rule?.type ?? (isLetInByPercentage ? 'PERCENTAGE' : null);
  return { value: enabled, matchedRuleType, error: null };
}
