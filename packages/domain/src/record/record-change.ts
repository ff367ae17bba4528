import { isFlagDocument, type Change, type NewChange } from '@halyard/contracts';

import { appendAudit, type AuditedAction } from '../audit/append.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import { markDerivations } from './mark-derivations.ts';
import { sendHint } from './send-hint.ts';

export interface RecordedChange {
  /** What nodes are to apply. */
  change: NewChange;
  /** What is audited; `null` for what nobody did (derived changes). */
  audit: AuditedAction | null;
  /** Why, in the words of whoever did it; kept with a flag's version. */
  reason?: string | undefined;
}

/** {@link recordChanges} of one. */
export const recordChange = (
  tx: Transaction,
  organizationId: string,
  recorded: RecordedChange,
): Promise<void> => recordChanges(tx, organizationId, [recorded]);

/**
 * Writes what makes changes known: the flags' versions, audit entries, rows of the change log, and
 * the hint. The organization's head is the last row a transaction locks.
 */
export async function recordChanges(
  tx: Transaction,
  organizationId: string,
  recorded: readonly RecordedChange[],
): Promise<void> {
  if (tx.deferred) {
    tx.deferred.push(...recorded);
    return;
  }
  const audited = recorded.flatMap(({ audit }) => audit ?? []);
  const head = await tx.db.changeHead.update({
    where: { organizationId },
    data: { seq: { increment: recorded.length }, auditSeq: { increment: audited.length } },
  });
  const at = tx.ctx.now();
  const firstSeq = Number(head.seq) - recorded.length + 1;
  const changes = recorded.map(({ change }, index): Change => ({
    organization_id: organizationId,
    seq: firstSeq + index,
    ...change,
    at: at.toISOString(),
  }));
  await writeVersions(tx, recorded, at);
  await appendAudit(tx, head, audited, at);
  await writeLog(tx, changes, at);
  await markDerivations(tx, organizationId, alterOthers(changes));
  await sendHint(tx, { organization_id: organizationId, seq: Number(head.seq), changes });
}

/** Ids of the flags and segments whose change may alter what others answer. */
const alterOthers = (changes: readonly Change[]): string[] =>
  changes.flatMap(({ kind, action, entity_id: id }) =>
    alteringKinds.has(kind) && action !== 'created' ? [id] : [],
  );

const alteringKinds = new Set<Change['kind']>(['flag', 'segment', 'segment_members']);

// Rows go to the database as one JSON text: of thousands Prisma's createMany takes five times as long.
async function writeVersions(
  { db, ctx: { actor } }: Transaction,
  recorded: readonly RecordedChange[],
  createdAt: Date,
): Promise<void> {
  const versions = recorded.flatMap(({ change, reason = null }) =>
    change.kind === 'flag' && isFlagDocument(change.document)
      ? [{ action: change.action, reason, document: change.document }]
      : [],
  );
  if (versions.length === 0) return;
  const createdBy = actor.kind === 'member' ? actor.userId : null;
  await db.$executeRaw`
    INSERT INTO flag_version
      (organization_id, flag_id, version, action, document, reason, created_by, created_at)
    SELECT (document->>'organization_id')::uuid, (document->>'id')::uuid,
      (document->>'version')::int, action, document, reason, ${createdBy}::uuid,
      ${createdAt.toISOString()}::timestamptz
    FROM json_to_recordset(${JSON.stringify(versions)}::json)
      AS version (action text, reason text, document json)`;
}

async function writeLog(
  { db }: Transaction,
  changes: readonly Change[],
  createdAt: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO change (organization_id, seq, kind, entity_id, action, document, created_at)
    SELECT organization_id, seq, kind, entity_id, action, document,
      ${createdAt.toISOString()}::timestamptz
    FROM json_to_recordset(${JSON.stringify(changes)}::json) AS change (organization_id uuid,
      seq bigint, kind text, entity_id uuid, action text, document json)`;
}
