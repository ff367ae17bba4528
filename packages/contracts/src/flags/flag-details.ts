import { z } from 'zod';

const Configuration = z.record(z.string(), z.unknown());
const Condition = z.record(z.string(), z.unknown());

/** What a flag does in one environment, in the engine's own form. */
const FlagEnvironmentDetails = z.strictObject({
  enabled: z.boolean(),
  smart_insights: z.boolean().optional(),
  targeting: Condition.optional(),
  prerequisites: z
    .array(
      z.strictObject({
        /** Id of the flag. */
        flag: z.uuid(),
        enabled: z.boolean().optional(),
        variation: z.string().optional(),
      }),
    )
    .optional(),
  rules: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string().optional(),
        priority: z.number().optional(),
        when: Condition.optional(),
        rollout_percentage: z.number().optional(),
        by: z.string().optional(),
        serve: z.strictObject({
          enabled: z.boolean(),
          variation: z.string().optional(),
          split: z.array(z.strictObject({ variation: z.string(), weight: z.number() })).optional(),
          configuration: Configuration.optional(),
        }),
      }),
    )
    .optional(),
  rollout_percentage: z.number().optional(),
  by: z.string().optional(),
  default_variation: z.string().optional(),
  configuration: Configuration.optional(),
  salt: z.string().optional(),
});

/** A flag in full. What is not set is left out; nothing is null but the application of an enterprise flag. */
export const FlagDetails = z.strictObject({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  description: z.string().optional(),
  organization_id: z.uuid(),
  application_id: z.uuid().nullable(),
  scope: z.enum(['application', 'enterprise']),
  status: z.enum(['active', 'archived']),
  value_type: z.enum(['boolean', 'string', 'number', 'json']),
  /** By name. */
  environments: z.record(z.string(), FlagEnvironmentDetails),
  variations: z
    .array(
      z.strictObject({
        key: z.string(),
        weight: z.number().optional(),
        configuration: Configuration.optional(),
        description: z.string().optional(),
      }),
    )
    .optional(),
  configuration: Configuration.optional(),
  tags: z.array(z.string()),
  /** As written; what it meant is resolved in `scheduling_timezone`, UTC where that is left out. */
  scheduled_start_at: z.string().optional(),
  scheduled_end_at: z.string().optional(),
  scheduling_timezone: z.string().optional(),
  auto_disable_after_end: z.boolean(),
  realtime_enabled: z.boolean(),
  version: z.int(),
  created_by: z.uuid().optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type FlagDetails = z.infer<typeof FlagDetails>;
