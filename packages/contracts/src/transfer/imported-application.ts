import { z } from 'zod';

import { FlagDetails } from '../flags/flag-details.ts';

const action = z.enum(['created', 'updated', 'unchanged']);

const MemberCounts = z.strictObject({ added: z.int(), removed: z.int() });

/** What differed, in the fields that did; left out of what is new. */
const changes = z.strictObject({ before: z.unknown(), after: z.unknown() }).optional();

/** What an import did, or would do. */
export const ImportedApplication = z.strictObject({
  dry_run: z.boolean(),
  environments: z.array(
    z.strictObject({ name: z.string(), action: z.enum(['created', 'unchanged']) }),
  ),
  segments: z.array(
    z.strictObject({
      key: z.string(),
      action,
      changes,
      /** How many identifiers each list gained and lost. */
      members: z.strictObject({ included: MemberCounts, excluded: MemberCounts }).optional(),
    }),
  ),
  flags: z.array(
    z.strictObject({ key: z.string(), scope: FlagDetails.shape.scope, action, changes }),
  ),
});
export type ImportedApplication = z.infer<typeof ImportedApplication>;
