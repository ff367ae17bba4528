import { compile, type CompiledDataSet, type Segment } from '@halyard/core';
import { toFlagDocument } from '@halyard/database';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { isUuid } from '../../uuid.ts';
import type { FlagReferences } from './references.ts';

/** What a flag depends on, at whatever remove: enough of the organization's data to check it by. */
export async function loadSurroundings(
  { db, ctx }: Transaction,
  organizationId: string,
  { segments, prerequisites }: FlagReferences,
): Promise<CompiledDataSet> {
  const flagIds = await findAllPrerequisites({ db }, organizationId, [
    ...new Set(prerequisites.map(({ flag }) => flag)),
  ]);
  const flags =
    flagIds.length === 0
      ? []
      : await db.flag.findMany({ where: { organizationId, id: { in: flagIds } } });
  const known: Segment[] =
    segments.length === 0
      ? []
      : await db.segment.findMany({
          where: { organizationId, key: { in: [...segments] } },
          select: { key: true },
        });
  return compile({ flags: flags.map(toFlagDocument), segments: known }, { regex: ctx.regex });
}

async function findAllPrerequisites(
  { db }: Pick<Transaction, 'db'>,
  organizationId: string,
  flagIds: readonly string[],
): Promise<string[]> {
  const possible = flagIds.filter(isUuid);
  if (possible.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE needed AS (
      SELECT unnest(${possible}::uuid[]) AS id
      UNION
      SELECT prerequisite_id FROM flag_prerequisite
      JOIN needed ON flag_id = needed.id AND organization_id = ${organizationId}::uuid
    )
    SELECT id::text FROM needed`;
  return rows.map(({ id }) => id);
}
