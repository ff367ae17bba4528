import { z } from 'zod';

/** Answer of `POST /api/flags/:key/evaluate`. Fields that do not apply are left out, never null. */
export const FlagEvaluation = z.strictObject({
  key: z.string(),
  enabled: z.boolean(),
  /** Always equal to `enabled`. */
  value: z.boolean(),
  scope: z.enum(['application', 'enterprise']),
  version: z.int(),
  /** Unix time, seconds. */
  timestamp: z.int(),
  /** Only the identifier that was used. */
  context: z.strictObject({
    user_id: z.string().optional(),
    anonymous_id: z.string().optional(),
    session_id: z.string().optional(),
  }),
  flag_id: z.uuid(),
  flagId: z.uuid(),
  description: z.string().optional(),
  /** Key of the variation served; both names carry it. */
  variation: z.string().optional(),
  variant: z.string().optional(),
  configuration: z.record(z.string(), z.unknown()).optional(),
  reason: z
    .enum([
      'DISABLED',
      'SCHEDULED',
      'PREREQUISITE_FAILED',
      'TARGETING_MISMATCH',
      'RULE_MATCH',
      'ROLLOUT',
      'DEFAULT',
      'ERROR',
    ])
    .optional(),
});
export type FlagEvaluation = z.infer<typeof FlagEvaluation>;

/** Error body of `/api/*`. */
export const ApiError = z.strictObject({
  error: z.string(),
  message: z.string(),
  request_id: z.string(),
  details: z.array(z.strictObject({ field: z.string(), expected: z.string() })).optional(),
});
export type ApiError = z.infer<typeof ApiError>;
