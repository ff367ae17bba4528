import type { FlagDocument, SegmentDocument } from '@halyard/contracts';
import { listReferences, validateSegment } from '@halyard/core';
import { toFlagDocument } from '@halyard/database';

import { loadProtected } from '../../environments/protection/load-protected.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';

/** A flag that asks for a segment, at whatever remove, in a protected environment. */
export interface ProtectedUse {
  /** The flag's key. */
  key: string;
  environment: string;
}

/** Where active flags, on or off, ask for a segment in protected environments. */
export async function findProtectedUses(
  tx: Transaction,
  segment: SegmentDocument,
): Promise<ProtectedUse[]> {
  const { organization_id: organizationId } = segment;
  const reaching = await findReaching(tx, segment);
  const flags = await tx.db.flag.findMany({
    where: {
      organizationId,
      status: 'active',
      segments: { some: { segmentId: { in: reaching.map(({ id }) => id) } } },
    },
    orderBy: { id: 'asc' },
  });
  if (flags.length === 0) return [];
  const protectedOf = await loadProtected(tx, organizationId);
  const keys = new Set(reaching.map(({ key }) => key));
  // One that is broken breaks its flags everywhere, and mended mends them everywhere.
  const isBroken = validateSegment(segment, { regex: tx.ctx.regex }).length > 0;
  return flags
    .map(toFlagDocument)
    .flatMap((flag) =>
      [...protectedOf(flag)]
        .filter((environment) => isBroken || asksForAny(flag, environment, keys))
        .map((environment) => ({ key: flag.key, environment })),
    );
}

/** The segment and those that ask for it, at whatever remove. */
const findReaching = (
  { db }: Transaction,
  { organization_id: organizationId, id }: SegmentDocument,
): Promise<{ id: string; key: string }[]> =>
  db.$queryRaw`
    WITH RECURSIVE reaching AS (
      SELECT ${id}::uuid AS id
      UNION
      SELECT segment_id FROM segment_nesting
      JOIN reaching ON used_id = reaching.id AND organization_id = ${organizationId}::uuid
    )
    SELECT id::text, key FROM segment JOIN reaching USING (id)
    WHERE organization_id = ${organizationId}::uuid`;

function asksForAny(flag: FlagDocument, environment: string, keys: ReadonlySet<string>): boolean {
  if (!Object.hasOwn(flag.environments, environment)) return false;
  const alone = { ...flag, environments: { [environment]: flag.environments[environment]! } };
  return listReferences(alone).segments.some((key) => keys.has(key));
}
