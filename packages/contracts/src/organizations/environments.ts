import { z } from 'zod';

import { EnvironmentFields } from '../inputs/environment-fields.ts';

/** Where an application's flags are answered. */
export const EnvironmentDetails = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  protected: z.boolean(),
  /** Whether flags get Smart Insights in it where they do not say. */
  smart_insights: z.boolean(),
  created_at: z.iso.datetime(),
});
export type EnvironmentDetails = z.infer<typeof EnvironmentDetails>;

export const EnvironmentList = z.strictObject({
  environments: z.array(EnvironmentDetails),
  total: z.int(),
});
export type EnvironmentList = z.infer<typeof EnvironmentList>;

export const CreateEnvironmentRequest = EnvironmentFields.extend({
  protected: EnvironmentFields.shape.protected.default(false),
  smart_insights: EnvironmentFields.shape.smart_insights.default(false),
});

export const UpdateEnvironmentRequest = EnvironmentFields.omit({ name: true })
  .partial()
  .refine((fields) => Object.keys(fields).length > 0, {
    error: 'this or smart_insights',
    path: ['protected'],
  });

/** What deleting an environment would do. */
export const EnvironmentDeletion = z.strictObject({
  /** Whether nothing stands in its way: no key that holds is bound to it. */
  is_possible: z.boolean(),
  /** The application's flags that would lose what they say of it. */
  flags: z.array(
    z.strictObject({ id: z.uuid(), key: z.string(), name: z.string(), enabled: z.boolean() }),
  ),
  /** Bound to it, and to be revoked first. */
  keys: z.array(z.strictObject({ id: z.uuid(), name: z.string(), prefix: z.string() })),
});
export type EnvironmentDeletion = z.infer<typeof EnvironmentDeletion>;
