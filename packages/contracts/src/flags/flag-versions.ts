import { z } from 'zod';

import { pageLimit } from '../inputs/page-limit.ts';
import { VersionText } from '../inputs/version-number.ts';
import { FlagDetails } from './flag-details.ts';
import { FlagDifference } from './flag-difference.ts';
import { FlagReferenceQuery } from './flag-reference.ts';

/** What was done to a flag. */
const FlagVersion = z.strictObject({
  version: z.int(),
  /** What was done: created, updated, toggled, archived, restored, rolled_back … */
  action: z.string(),
  /** In the words of whoever did it. */
  reason: z.string().optional(),
  /** Left out for what Halyard did itself. */
  created_by: z.uuid().optional(),
  /** Left out when they are a member no more. */
  created_by_email: z.string().optional(),
  created_at: z.iso.datetime(),
  /** What it changed. */
  changes: z.array(FlagDifference),
});

/** A page of a flag's versions, the newest first; what each changed of the one before. */
export const FlagVersionList = z.strictObject({
  versions: z.array(FlagVersion),
  /** Of all pages. */
  total: z.int(),
  /** Asks for the next page; left out of the last one. */
  next_cursor: z.string().optional(),
});
export type FlagVersionList = z.infer<typeof FlagVersionList>;

/** A version with everything the flag was then. */
export const FlagVersionDetails = FlagVersion.extend({
  flag: FlagDetails,
  /** The version that `changes` starts from; left out of a first one. */
  compared_to: z.int().optional(),
});
export type FlagVersionDetails = z.infer<typeof FlagVersionDetails>;

export const ListFlagVersionsQuery = FlagReferenceQuery.extend({
  limit: pageLimit(50, 100),
  cursor: z.string().optional().describe('`next_cursor` of the page before.'),
});
export type ListFlagVersionsQuery = z.infer<typeof ListFlagVersionsQuery>;

export const GetFlagVersionQuery = FlagReferenceQuery.extend({
  compare_to: VersionText.optional().describe(
    'The version that changes are told from; the one before where it is left out.',
  ),
});
export type GetFlagVersionQuery = z.infer<typeof GetFlagVersionQuery>;
