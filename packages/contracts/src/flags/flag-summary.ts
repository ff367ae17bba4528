import { z } from 'zod';

import { FlagDetails } from './flag-details.ts';

/** A flag as lists have it: without rules and configurations. */
export const FlagSummary = FlagDetails.pick({
  id: true,
  key: true,
  name: true,
  description: true,
  organization_id: true,
  application_id: true,
  scope: true,
  status: true,
  value_type: true,
  tags: true,
  version: true,
  created_by: true,
  created_at: true,
  updated_at: true,
})
  .extend({
    /** By name: the switch. */
    environments: z.record(z.string(), z.strictObject({ enabled: z.boolean() })),
  })
  .strict();
export type FlagSummary = z.infer<typeof FlagSummary>;

/** A page of flags. */
export const FlagPage = z.strictObject({
  flags: z.array(FlagSummary),
  /** Of all pages. */
  total: z.int(),
  /** Asks for the next page; left out of the last one. */
  next_cursor: z.string().optional(),
});
export type FlagPage = z.infer<typeof FlagPage>;
