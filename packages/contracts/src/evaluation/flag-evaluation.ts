import { z } from 'zod';

import { EnvironmentName, EvaluationContext } from './evaluation-context.ts';

/** Body of `POST /api/flags/:key/evaluate`: a context, wrapped or not; nothing at all is an empty one. */
export const EvaluateFlagRequest = z.looseObject(
  {
    context: EvaluationContext,
    environment: EnvironmentName,
    /** `true` asks for the trace, which public keys never get. */
    explain: z.unknown().optional(),
  },
  'a JSON object',
);

/** Its answer. Fields that do not apply are left out, never null. */
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
  flag_id: z.string(),
  flagId: z.string(),
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
  /** The steps that led there, where they were asked for. */
  trace: z.array(z.looseObject({ kind: z.string() })).optional(),
});
export type FlagEvaluation = z.infer<typeof FlagEvaluation>;
