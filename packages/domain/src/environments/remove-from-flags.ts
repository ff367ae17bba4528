import type { FlagDocument } from '@halyard/contracts';
import { listReferences } from '@halyard/core';

import { lockApplicationFlags } from '../applications/lock-flags.ts';
import { toRecordedFlag } from '../flags/stored/to-recorded-flag.ts';
import type { RecordedChange } from '../record/record-change.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import type { EnvironmentRow } from './find.ts';

interface ChangedFlag {
  before: FlagDocument;
  after: FlagDocument;
}

/**
 * Takes an environment away from its application's flags, archived ones included: a version each,
 * still to be recorded. A few statements, however many flags there are.
 */
export async function removeFromFlags(
  tx: Transaction,
  environment: EnvironmentRow,
): Promise<RecordedChange[]> {
  const { organizationId, name } = environment;
  // All of the application's: one that has not the environment yet may be getting it just now.
  const flags = await lockApplicationFlags(tx, environment);
  const updatedAt = tx.ctx.now().toISOString();
  const changed = flags
    .filter(({ environments }) => Object.hasOwn(environments, name))
    .map((before) => ({ before, after: without(before, name, updatedAt) }));
  if (changed.length === 0) return [];
  await lockOrganization(tx, organizationId);
  await write(tx, environment, changed, updatedAt);
  await removeReferences(tx, environment, changed);
  const reason = `The environment ${name} was deleted.`;
  return changed.map(({ before, after }) => toRecordedFlag(before, after, 'updated', reason));
}

const without = (flag: FlagDocument, name: string, updatedAt: string): FlagDocument => ({
  ...flag,
  environments: Object.fromEntries(
    Object.entries(flag.environments).filter(([environment]) => environment !== name),
  ),
  version: flag.version + 1,
  updated_at: updatedAt,
});

const idsOf = (changed: readonly ChangedFlag[]): string[] => changed.map(({ after }) => after.id);

async function write(
  { db }: Transaction,
  { organizationId, name }: EnvironmentRow,
  changed: readonly ChangedFlag[],
  updatedAt: string,
): Promise<void> {
  await db.$executeRaw`
    UPDATE flag
    SET definition = definition #- ARRAY['environments', ${name}::text],
      version = version + 1,
      updated_at = ${updatedAt}::timestamptz
    WHERE organization_id = ${organizationId}::uuid AND id = ANY (${idsOf(changed)}::uuid[])`;
}

/** What the flags depended on in this environment only. */
async function removeReferences(
  { db }: Transaction,
  { organizationId, name }: EnvironmentRow,
  changed: readonly ChangedFlag[],
): Promise<void> {
  await db.$executeRaw`
    DELETE FROM flag_prerequisite
    WHERE organization_id = ${organizationId}::uuid AND flag_id = ANY (${idsOf(changed)}::uuid[])
      AND environment = ${name}`;
  const gone = changed.flatMap(segmentsGone);
  await db.$executeRaw`
    DELETE FROM flag_segment USING segment,
      unnest(${gone.map(({ flagId }) => flagId)}::uuid[], ${gone.map(({ key }) => key)}::text[])
        AS gone (flag_id, key)
    WHERE segment.organization_id = ${organizationId}::uuid AND segment.key = gone.key
      AND flag_segment.organization_id = segment.organization_id
      AND flag_segment.flag_id = gone.flag_id AND flag_segment.segment_id = segment.id`;
}

function segmentsGone({ before, after }: ChangedFlag): { flagId: string; key: string }[] {
  const kept = new Set(listReferences(after).segments);
  return listReferences(before)
    .segments.filter((key) => !kept.has(key))
    .map((key) => ({ flagId: after.id, key }));
}
