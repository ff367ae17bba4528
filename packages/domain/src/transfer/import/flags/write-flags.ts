import { AppError } from '@halyard/contracts';
import { toFlagRow } from '@halyard/database';

import { armTimers } from '../../../flags/stored/arm-timers.ts';
import type { Transaction } from '../../../transaction/with-transaction.ts';
import type { PlannedFlag } from './plan-flags.ts';

/** Writes the rows of flags, new or locked: two statements, however many there are. */
export async function writeFlags(tx: Transaction, flags: readonly PlannedFlag[]): Promise<void> {
  const rows = flags.map((flag) => toRow(flag, tx.ctx.now()));
  const made = rows.filter((_, index) => !flags[index]!.before);
  const inserted = await insert(tx, made);
  if (inserted < made.length) {
    throw new AppError('conflict', 'Somebody has just made a flag of the same key: try again.');
  }
  const changed = rows.filter((_, index) => flags[index]!.before);
  if (changed.length > 0) await update(tx, changed);
}

/** With whether the timers are set anew. */
function toRow({ before, after }: PlannedFlag, now: Date) {
  const timers = armTimers(before, after, now);
  const { boundaryAt, disableAt } = timers;
  const setsAnew = { setsBoundary: boundaryAt !== undefined, setsDisable: disableAt !== undefined };
  return { ...toFlagRow(after), ...timers, ...setsAnew };
}

type Row = ReturnType<typeof toRow>;

const insert = ({ db }: Transaction, rows: readonly Row[]): Promise<number> =>
  db.$executeRaw`
    INSERT INTO flag (organization_id, id, application_id, key, name, description, status,
      value_type, tags, version, definition, scheduled_start_at, scheduled_end_at, boundary_at,
      disable_at, created_by, created_at, updated_at)
    SELECT "organizationId", id, "applicationId", key, name, description, status,
      "valueType", tags, version, definition, "scheduledStartAt", "scheduledEndAt", "boundaryAt",
      "disableAt", "createdBy", "createdAt", "updatedAt"
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS flag ("organizationId" uuid, id uuid,
      "applicationId" uuid, key text, name text, description text, status flag_status,
      "valueType" flag_value_type, tags text[], version int, definition jsonb,
      "scheduledStartAt" timestamptz, "scheduledEndAt" timestamptz, "boundaryAt" timestamptz,
      "disableAt" timestamptz, "createdBy" uuid, "createdAt" timestamptz, "updatedAt" timestamptz)
    ON CONFLICT DO NOTHING`;

const update = ({ db }: Transaction, rows: readonly Row[]): Promise<number> =>
  db.$executeRaw`
    UPDATE flag SET name = given.name, description = given.description, status = given.status,
      value_type = "valueType", tags = given.tags, version = given.version,
      definition = given.definition, scheduled_start_at = "scheduledStartAt",
      scheduled_end_at = "scheduledEndAt", updated_at = "updatedAt",
      boundary_at = CASE WHEN "setsBoundary" THEN "boundaryAt" ELSE boundary_at END,
      disable_at = CASE WHEN "setsDisable" THEN "disableAt" ELSE disable_at END
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS given ("organizationId" uuid, id uuid,
      name text, description text, status flag_status, "valueType" flag_value_type, tags text[],
      version int, definition jsonb, "scheduledStartAt" timestamptz, "scheduledEndAt" timestamptz,
      "boundaryAt" timestamptz, "disableAt" timestamptz, "setsBoundary" boolean,
      "setsDisable" boolean, "updatedAt" timestamptz)
    WHERE flag.organization_id = "organizationId" AND flag.id = given.id`;
