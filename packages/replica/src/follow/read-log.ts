import type { Change } from '@halyard/contracts';
import { toChange, type Database } from '@halyard/database';

const batchSize = 500;

/** The changes that come after a number, in order; the first of them where there are many. */
export async function readLog(
  database: Database,
  organizationId: string,
  after: number,
): Promise<Change[]> {
  const rows = await database.change.findMany({
    where: { organizationId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: batchSize,
  });
  return rows.map(toChange);
}

/** Number of an organization's last change; `undefined` where there is no such organization. */
export async function readHead(
  database: Database,
  organizationId: string,
): Promise<number | undefined> {
  const head = await database.changeHead.findUnique({
    where: { organizationId },
    select: { seq: true },
  });
  return head ? Number(head.seq) : undefined;
}

/** The numbers of all organizations' last changes. */
export async function readHeads(database: Database): Promise<Map<string, number>> {
  const heads = await database.changeHead.findMany({ select: { organizationId: true, seq: true } });
  return new Map(heads.map(({ organizationId, seq }) => [organizationId, Number(seq)]));
}
