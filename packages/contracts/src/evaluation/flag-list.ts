import { z } from 'zod';

const Configuration = z.record(z.string(), z.unknown());

/** A flag as SDKs list it. What public keys do not see is left out; nothing is null. */
export const ListedFlag = z.strictObject({
  key: z.string(),
  /** Switched on and inside its schedule; who is asking makes no difference. */
  enabled: z.boolean(),
  scope: z.enum(['application', 'enterprise']),
  /** By name; only the key's own where it is bound. */
  environments: z.record(
    z.string(),
    z.strictObject({
      enabled: z.boolean(),
      /** The share of those no rule matches who are in; also where it is not written down. */
      rollout_percentage: z.number(),
      targeting: z.record(z.string(), z.unknown()).optional(),
      rules: z.array(z.record(z.string(), z.unknown())).optional(),
    }),
  ),
  variations: z.array(
    z.strictObject({
      key: z.string(),
      weight: z.number(),
      configuration: Configuration.optional(),
    }),
  ),
  /** Absent while it is off. */
  configuration: Configuration.optional(),
  version: z.int(),
});
export type ListedFlag = z.infer<typeof ListedFlag>;

/** Answer of `GET /api/sdk/flags` and `GET /api/sdk/enterprise-flags`. */
export const FlagList = z.strictObject({
  flags: z.array(ListedFlag),
  count: z.int(),
  organization_id: z.string(),
  /** `null` where only enterprise flags are seen. */
  application_id: z.string().nullable(),
});
export type FlagList = z.infer<typeof FlagList>;

/** Query of the lists. */
export const FlagListQuery = z.looseObject({ environment: z.string().optional() });

/** Answer of `GET /v1/flags`. */
export const MobileFlagList = z.strictObject({
  flags: z.array(
    z.strictObject({
      key: z.string(),
      enabled: z.boolean(),
      configuration: Configuration.optional(),
      /** Only where it is the same for everybody. */
      variation: z.string().optional(),
    }),
  ),
});
export type MobileFlagList = z.infer<typeof MobileFlagList>;

/** Answer of `POST /v1/flags/:key/variation`: the variation's key, absent when none is served. */
export const FlagVariation = z.strictObject({ value: z.string().optional() });
