import { AppError, invalidInput } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { sendHint } from '../record/send-hint.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';

export interface DeleteOrganizationInput {
  organizationId: string;
  /** The organization's name, so that nobody deletes another by mistake. */
  confirm: string;
}

/** There may be a year of audit. */
const timeoutMs = 60_000;

/**
 * Deletes an organization with everything in it for good, its log and audit included. Nodes that
 * are told to read on find no head any more, and drop it.
 */
export async function deleteOrganization(
  ctx: Context,
  { organizationId: id, confirm }: DeleteOrganizationInput,
): Promise<void> {
  authorise(ctx, 'organization:delete', id);
  const remove = async (tx: Transaction): Promise<void> => {
    const { name, seq } = await lockWhole(tx, id);
    if (confirm !== name) {
      throw invalidInput([{ field: 'confirm', expected: "the organization's name" }]);
    }
    await removeContents(tx, id);
    await tx.db.organization.delete({ where: { id } });
    await sendHint(tx, { organization_id: id, seq: Number(seq) + 1 });
  };
  await withTransaction(ctx, remove, timeoutMs);
}

/** Nobody writes anything in it from now on. */
async function lockWhole({ db }: Transaction, id: string): Promise<{ name: string; seq: bigint }> {
  const [found] = isUuid(id)
    ? await db.$queryRaw<{ name: string; seq: bigint }[]>`
        SELECT name, seq FROM organization JOIN change_head ON organization_id = id
        WHERE id = ${id}::uuid
        FOR UPDATE`
    : [];
  if (!found) throw new AppError('not_found', 'There is no such organization.');
  return found;
}

/**
 * What would keep a cascade from going on (it meets flags before what refers to them), and the
 * largest tables, each by a statement of its own.
 */
async function removeContents({ db }: Transaction, organizationId: string): Promise<void> {
  const where = { organizationId };
  await db.flagPrerequisite.deleteMany({ where });
  await db.flagSegment.deleteMany({ where });
  await db.segmentNesting.deleteMany({ where });
  await db.apiKey.deleteMany({ where });
  await db.segmentMember.deleteMany({ where });
  await db.flagVersion.deleteMany({ where });
  await db.change.deleteMany({ where });
  await db.auditPerson.deleteMany({ where });
  await db.auditEntry.deleteMany({ where });
}
