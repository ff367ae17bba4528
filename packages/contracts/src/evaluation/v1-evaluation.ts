import { z } from 'zod';

import { EnvironmentName } from './evaluation-context.ts';

const filled = 'a non-empty string';
const Filled = z.string(filled).min(1, filled);
const mostIdentifiers = 10_000;

/** Body of `POST /v1/evaluate`. */
export const V1EvaluateRequest = z.looseObject(
  {
    flagKey: Filled,
    userIdentifier: Filled,
    environment: EnvironmentName,
    /** The client's name; the header `x-releaseanchor-sdk` says the same. */
    sdk: z.unknown().optional(),
    /** For targeting; not an object counts as absent. */
    attributes: z.unknown().optional(),
  },
  'a JSON object',
);

/** Body of `POST /v1/evaluate/bulk`; identifiers that come twice are answered once. */
export const V1BulkRequest = z.looseObject(
  {
    flagKey: Filled,
    userIdentifiers: z
      .array(Filled, 'a list of identifiers')
      .max(mostIdentifiers, `at most ${mostIdentifiers} identifiers`),
    environment: EnvironmentName,
  },
  'a JSON object',
);

/** Why a v1 evaluation could not be completed normally. */
const V1EvaluationErrorType = z.enum([
  'FLAG_NOT_FOUND',
  'FLAG_ARCHIVED',
  'FLAG_DISABLED',
  'PLAN_LIMIT_EXCEEDED',
]);
export type V1EvaluationErrorType = z.infer<typeof V1EvaluationErrorType>;

/** The sentence that goes with each type. */
export const v1EvaluationErrorMessage = {
  FLAG_NOT_FOUND: 'Flag not found',
  FLAG_ARCHIVED: 'Flag archived',
  FLAG_DISABLED: 'Flag disabled',
  PLAN_LIMIT_EXCEEDED: 'Plan limit exceeded. Upgrade your plan to continue.',
} as const satisfies Record<V1EvaluationErrorType, string>;

/** Answer of `POST /v1/evaluate`: its first three fields are always present. */
export const V1Evaluation = z.strictObject({
  value: z.boolean(),
  matchedRuleType: z.enum(['STATIC', 'SEGMENT', 'PERCENTAGE']).nullable(),
  error: z.strictObject({ type: V1EvaluationErrorType, message: z.string() }).nullable(),
  /** What feedback names; present where Smart Insights is on and there is no error. */
  evaluationId: z.uuid().optional(),
});
export type V1Evaluation = z.infer<typeof V1Evaluation>;

/** Answer of `POST /v1/evaluate/bulk`: by identifier. */
export const V1Evaluations = z.record(z.string(), V1Evaluation);
