import type { Change, Hint, NewChange } from '@halyard/contracts';
import { asJson } from '@halyard/database';

import { appendAudit, type AuditedAction } from '../audit/append.ts';
import type { Transaction } from '../with-transaction.ts';
import { markDerivations } from './mark-derivations.ts';

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
  await hint(tx, { organization_id: organizationId, seq: Number(head.seq), changes });
}

/** Ids of the flags and segments whose change may alter what others answer. */
const alterOthers = (changes: readonly Change[]): string[] =>
  changes.flatMap(({ kind, action, entity_id: id }) =>
    alteringKinds.has(kind) && action !== 'created' ? [id] : [],
  );

const alteringKinds = new Set<Change['kind']>(['flag', 'segment', 'segment_members']);

async function writeVersions(
  tx: Transaction,
  recorded: readonly RecordedChange[],
  createdAt: Date,
): Promise<void> {
  const { actor } = tx.ctx;
  const versions = recorded.flatMap(({ change, reason }) =>
    change.kind === 'flag' && change.document
      ? [{ document: change.document, action: change.action, reason }]
      : [],
  );
  if (versions.length === 0) return;
  await tx.db.flagVersion.createMany({
    data: versions.map(({ document, action, reason }) => ({
      organizationId: document.organization_id,
      flagId: document.id,
      version: document.version,
      action,
      document: asJson(document),
      reason: reason ?? null,
      createdBy: actor.kind === 'member' ? actor.userId : null,
      createdAt,
    })),
  });
}

async function writeLog(
  tx: Transaction,
  changes: readonly Change[],
  createdAt: Date,
): Promise<void> {
  await tx.db.change.createMany({
    data: changes.map((change) => ({
      organizationId: change.organization_id,
      seq: change.seq,
      kind: change.kind,
      entityId: change.entity_id,
      action: change.action,
      ...(change.document && { document: asJson(change.document) }),
      createdAt,
    })),
  });
}

async function hint(tx: Transaction, told: Hint): Promise<void> {
  tx.hints.push(told);
  const statement = tx.ctx.hints.statementFor(told);
  if (statement) await tx.db.$executeRawUnsafe(statement.text, ...statement.values);
}
