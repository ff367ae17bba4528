import type { FlagDocument, NewChange } from '@halyard/contracts';
import { asJson, type Database } from '@halyard/database';

/** Adds rows to an organization's log, at once and beside the domain, and tells nobody. */
export async function writeLog(
  database: Database,
  organizationId: string,
  changes: readonly NewChange[],
): Promise<void> {
  await database.$transaction(async (tx) => {
    const { seq } = await tx.changeHead.update({
      where: { organizationId },
      data: { seq: { increment: changes.length } },
    });
    const first = Number(seq) - changes.length + 1;
    await tx.change.createMany({
      data: changes.map(({ kind, entity_id: entityId, action, document }, index) => ({
        organizationId,
        seq: first + index,
        kind,
        entityId,
        action,
        ...(document && { document: asJson(document) }),
        createdAt: new Date(),
      })),
    });
  });
}

/** So many changes of a flag, which is told apart by its version from then on. */
export const manyToggles = (flag: FlagDocument, count: number): NewChange[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'flag',
    entity_id: flag.id,
    action: 'toggled',
    document: { ...flag, version: flag.version + 1 + index },
  }));
