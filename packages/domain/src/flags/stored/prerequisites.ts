import type { FlagDocument } from '@halyard/contracts';
import { toFlagDocument } from '@halyard/database';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { isUuid } from '../../uuid.ts';
import type { FlagReferences } from './references.ts';

/** The flags that a flag depends on, at whatever remove. */
export async function loadPrerequisites(
  { db }: Pick<Transaction, 'db'>,
  organizationId: string,
  { prerequisites }: Pick<FlagReferences, 'prerequisites'>,
): Promise<FlagDocument[]> {
  const named = [...new Set(prerequisites.map(({ flag }) => flag))].filter(isUuid);
  if (named.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE needed AS (
      SELECT unnest(${named}::uuid[]) AS id
      UNION
      SELECT prerequisite_id FROM flag_prerequisite
      JOIN needed ON flag_id = needed.id AND organization_id = ${organizationId}::uuid
    )
    SELECT id::text FROM needed`;
  const flags = await db.flag.findMany({
    where: { organizationId, id: { in: rows.map(({ id }) => id) } },
  });
  return flags.map(toFlagDocument);
}
