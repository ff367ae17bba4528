import type { FlagDocument, SegmentUsage } from '@halyard/contracts';
import { listReferences } from '@halyard/core';
import { toFlagDocument, type Database } from '@halyard/database';

/** More are only counted. */
const mostListed = 1_000;

/** Which flags, in which environments, and which segments ask for a segment by itself. */
export async function readSegmentUsage(
  database: Database,
  { organizationId, id, key }: { organizationId: string; id: string; key: string },
): Promise<SegmentUsage> {
  const asking = { organizationId, segments: { some: { segmentId: id } } };
  const nesting = { organizationId, uses: { some: { usedId: id } } };
  const first = {
    orderBy: [{ key: 'asc' as const }, { id: 'asc' as const }],
    take: mostListed,
  };
  const [flags, segments, flagCount, segmentCount] = await Promise.all([
    database.flag.findMany({ where: asking, ...first }),
    database.segment.findMany({ where: nesting, ...first, select }),
    database.flag.count({ where: asking }),
    database.segment.count({ where: nesting }),
  ]);
  return {
    flags: flags.map((row) => toUser(toFlagDocument(row), key)),
    segments,
    total: flagCount + segmentCount,
  };
}

const select = { id: true, key: true, name: true } as const;

function toUser(flag: FlagDocument, segmentKey: string): SegmentUsage['flags'][number] {
  const { id, key, name, application_id, status, environments } = flag;
  const asks = Object.entries(environments).filter(([environment, definition]) =>
    listReferences({ ...flag, environments: { [environment]: definition } }).segments.includes(
      segmentKey,
    ),
  );
  return { id, key, name, application_id, status, environments: asks.map(([one]) => one) };
}
