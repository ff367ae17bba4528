import { z } from 'zod';

/** Why a v1 evaluation could not be completed normally. */
export const V1EvaluationErrorType = z.enum(['FLAG_NOT_FOUND', 'FLAG_ARCHIVED', 'FLAG_DISABLED']);
export type V1EvaluationErrorType = z.infer<typeof V1EvaluationErrorType>;

/** The sentence that goes with each type. */
export const v1EvaluationErrorMessage = {
  FLAG_NOT_FOUND: 'Flag not found',
  FLAG_ARCHIVED: 'Flag archived',
  FLAG_DISABLED: 'Flag disabled',
} as const satisfies Record<V1EvaluationErrorType, string>;

/** Answer of `POST /v1/evaluate`: all three fields are always present. */
export const V1Evaluation = z.strictObject({
  value: z.boolean(),
  matchedRuleType: z.enum(['STATIC', 'SEGMENT', 'PERCENTAGE']).nullable(),
  error: z.strictObject({ type: V1EvaluationErrorType, message: z.string() }).nullable(),
});
export type V1Evaluation = z.infer<typeof V1Evaluation>;

/** Error body of `/v1/evaluate*`. */
export const V1Error = z.strictObject({ status: z.int(), error: z.string(), message: z.string() });
export type V1Error = z.infer<typeof V1Error>;
