import type { NewChange } from '@halyard/contracts';
import { asJson, toOrganizationDocument, type Database, type Transaction } from '@halyard/database';

import type { TestHints } from './test-hints.ts';

/** Writes what no verb writes, with its change row, in one transaction, and tells nodes. */
export function createRowWriter(database: Database, hints: TestHints) {
  async function write(
    organizationId: string,
    rows: (tx: Transaction) => Promise<NewChange> | NewChange,
  ): Promise<void> {
    const change = await database.$transaction(async (tx) => {
      const change = await rows(tx);
      return { ...change, ...(await appendToLog(tx, organizationId, change)) };
    });
    await hints.send({ organization_id: organizationId, seq: change.seq, changes: [change] });
  }

  return {
    logChange: (organizationId: string, change: NewChange) => write(organizationId, () => change),
    blockPlan: (organizationId: string, month: string) =>
      write(organizationId, async (tx) => {
        const state = { organizationId, month, evaluations: 1, level: 'blocked' as const };
        const newest = await tx.planState.create({ data: state });
        const row = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
        const document = toOrganizationDocument(row, newest);
        return { kind: 'organization', entity_id: organizationId, action: 'plan_usage', document };
      }),
  };
}

/** Gives where and when a change stands in the log. */
async function appendToLog(tx: Transaction, organizationId: string, change: NewChange) {
  const { kind, entity_id: entityId, action, document } = change;
  const { seq } = await tx.changeHead.update({
    where: { organizationId },
    data: { seq: { increment: 1 } },
  });
  const createdAt = new Date();
  await tx.change.create({
    data: {
      organizationId,
      seq,
      kind,
      entityId,
      action,
      ...(document && { document: asJson(document) }),
      createdAt,
    },
  });
  return { organization_id: organizationId, seq: Number(seq), at: createdAt.toISOString() };
}
