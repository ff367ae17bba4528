import { z } from 'zod';

import { auditActions } from './audit-actions.ts';
import { auditEntityTypes } from './audit-entity-types.ts';

/** `null` where there was nothing, or is nothing left. */
const Side = z.record(z.string(), z.unknown()).nullable();

/** Something that was done. Nothing tells who did it where Halyard did, or where they were forgotten. */
export const AuditEntryDetails = z.strictObject({
  id: z.uuid(),
  organization_id: z.uuid(),
  /** Where it is about a flag. */
  flag_id: z.uuid().optional(),
  flag_key: z.string().optional(),
  entity_type: z.enum(auditEntityTypes),
  entity_id: z.uuid(),
  action: z.enum(auditActions),
  /** Only what differs; of what is new or gone everything. */
  changes: z.strictObject({ before: Side, after: Side }),
  user_id: z.uuid().optional(),
  user_email: z.string().optional(),
  ip_address: z.string().optional(),
  user_agent: z.string().optional(),
  timestamp: z.iso.datetime(),
});
export type AuditEntryDetails = z.infer<typeof AuditEntryDetails>;

/** Entries, the newest first. */
export const AuditEntryList = z.strictObject({
  entries: z.array(AuditEntryDetails),
  /** Of all that match, not of this page. */
  total: z.int(),
  /** Where the next page begins; absent on the last. */
  next_cursor: z.string().optional(),
});
export type AuditEntryList = z.infer<typeof AuditEntryList>;

/** All entries that match, the newest first. */
export const AuditExport = z.array(AuditEntryDetails);
