import { compile, type CompiledDataSet, type Segment } from '@halyard/core';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { loadPrerequisites } from './prerequisites.ts';
import type { FlagReferences } from './references.ts';

/** What a flag depends on, at whatever remove: enough of the organization's data to check it by. */
export async function loadSurroundings(
  { db, ctx }: Transaction,
  organizationId: string,
  references: FlagReferences,
): Promise<CompiledDataSet> {
  const { segments } = references;
  const flags = await loadPrerequisites({ db }, organizationId, references);
  const known: Segment[] =
    segments.length === 0
      ? []
      : await db.segment.findMany({
          where: { organizationId, key: { in: [...segments] } },
          select: { key: true },
        });
  return compile({ flags, segments: known }, { regex: ctx.regex });
}
