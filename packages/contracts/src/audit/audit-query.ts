import { z } from 'zod';

import { FlagReferenceQuery } from '../flags/flag-reference.ts';
import { pageLimit } from '../inputs/page-limit.ts';
import { refuseUnstorable } from '../inputs/storable.ts';
import { auditActions } from './audit-actions.ts';
import { auditEntityTypes } from './audit-entity-types.ts';
import { dateRange } from './date-range.ts';

const offsetExpected = 'a whole number from 0';

const id = (of: string) => z.guid(`the id of ${of}`).toLowerCase();
const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, `one of ${words.join(', ')}`);

/** Which part of a list. */
const page = {
  limit: pageLimit(100, 1_000),
  offset: z.coerce
    .number(offsetExpected)
    .min(0, offsetExpected)
    .refine(Number.isInteger, offsetExpected)
    // Prisma forgets what is beyond 32 bits.
    .transform((offset) => Math.min(offset, 2 ** 31 - 1))
    .default(0)
    .describe('How many to leave out; moves with every entry that is added, a cursor does not.'),
  cursor: z.string().optional().describe('`next_cursor` of the page before, of the same list.'),
};

const flagFilters = { action: oneOf(auditActions).optional(), ...dateRange };

const filters = {
  organization_id: id('your organization'),
  ...flagFilters,
  entity_type: oneOf(auditEntityTypes).optional(),
  entity_id: id('what entries are about').optional(),
  user_id: id('a user').optional(),
};

/** Which entries of one flag. */
export const FlagAuditQuery = z.strictObject({
  ...FlagReferenceQuery.shape,
  ...flagFilters,
  ...page,
});
export type FlagAuditQuery = z.infer<typeof FlagAuditQuery>;

/** Which entries of an organization. */
export const AuditQuery = z.strictObject({
  ...filters,
  flag_key: z.string().superRefine(refuseUnstorable).optional(),
  ...page,
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** Which entries of an organization, all of them, and as what. */
export const AuditExportQuery = z.strictObject({
  ...AuditQuery.omit({ limit: true, offset: true, cursor: true }).shape,
  flag_id: id('a flag').optional(),
  format: oneOf(['json', 'csv']).default('json'),
});
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

export const AuditVerificationQuery = AuditQuery.pick({ organization_id: true });
