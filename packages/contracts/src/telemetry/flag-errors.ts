import { z } from 'zod';

import { FlagReferenceQuery } from '../flags/flag-reference.ts';
import { pageLimit } from '../inputs/page-limit.ts';
import { refuseUnstorable } from '../inputs/storable.ts';
import { timeRange, TimeRange } from '../inputs/time-range.ts';

const storable = z.string().superRefine(refuseUnstorable);

/** Which errors of a flag, of how long, and how many of them in full. */
export const FlagErrorsQuery = z.strictObject({
  ...FlagReferenceQuery.shape,
  time_range: timeRange('7d'),
  limit: pageLimit(50, 1_000),
  environment: storable.optional(),
  fingerprint: storable.optional(),
});
export type FlagErrorsQuery = z.infer<typeof FlagErrorsQuery>;

/** One error in code behind a flag, as a client reported it. */
export const FlagError = z.strictObject({
  type: z.string(),
  message: z.string(),
  stack_trace: z.string().optional(),
  fingerprint: z.string(),
  environment: z.string(),
  application_id: z.uuid(),
  /** `null` where the client did not say. */
  flag_enabled: z.boolean().nullable(),
  trace_id: z.string().optional(),
  /** Of who it happened to. */
  user_hash: z.string().optional(),
  reporter: z.enum(['server', 'trusted', 'public']),
  occurred_at: z.iso.datetime(),
});
export type FlagError = z.infer<typeof FlagError>;

/** What errors of the same type and message, but for numbers and the like, come to. */
export const FlagErrorGroup = z.strictObject({
  /** `(other)`: errors beyond those kinds that are told apart. */
  fingerprint: z.string(),
  type: z.string(),
  /** Of the first that was ever seen. */
  message: z.string(),
  /** In the range. */
  count: z.int(),
  environments: z.array(z.string()),
  /** Ever. */
  first_seen: z.iso.datetime(),
  last_seen: z.iso.datetime(),
});
export type FlagErrorGroup = z.infer<typeof FlagErrorGroup>;

/** Errors in code behind a flag. */
export const FlagErrors = z.strictObject({
  flag_id: z.uuid(),
  flag_key: z.string(),
  time_range: TimeRange,
  /** Of each kind and day those that came last, the newest first. */
  errors: z.array(FlagError),
  /** The 100 with most errors in the range, those first. */
  groups: z.array(FlagErrorGroup),
  /** All that were reported in the range, whether they are listed or not. */
  total: z.int(),
});
export type FlagErrors = z.infer<typeof FlagErrors>;
