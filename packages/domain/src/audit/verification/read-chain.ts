import type { Context } from '../../context/context.ts';

const batchSize = 1_000;

/** An entry as it is stored, with what is stored beside it. */
export type StoredEntry = Awaited<ReturnType<typeof readBatch>>[number];

/** An organization's audit entries in order, however many there are. */
export async function* readChain(
  ctx: Pick<Context, 'database'>,
  organizationId: string,
): AsyncGenerator<StoredEntry> {
  let batch = await readBatch(ctx, organizationId, undefined);
  while (batch.length > 0) {
    yield* batch;
    batch = await readBatch(ctx, organizationId, batch.at(-1)!.seq);
  }
}

async function readBatch(
  { database }: Pick<Context, 'database'>,
  organizationId: string,
  after: bigint | undefined,
) {
  const entries = await database.auditEntry.findMany({
    where: { organizationId, ...(after !== undefined && { seq: { gt: after } }) },
    orderBy: { seq: 'asc' },
    take: batchSize,
  });
  const range = { gte: entries[0]?.seq ?? 0, lte: entries.at(-1)?.seq ?? 0 };
  // After the entries: what was written with one of them is there by then.
  const where = { organizationId, seq: range };
  const persons = bySeq(await database.auditPerson.findMany({ where }));
  const checkpoints = bySeq(await database.auditCheckpoint.findMany({ where }));
  return entries.map((entry) => ({
    ...entry,
    person: persons.get(entry.seq),
    checkpoint: checkpoints.get(entry.seq),
  }));
}

const bySeq = <T extends { seq: bigint }>(rows: readonly T[]): Map<bigint, T> =>
  new Map(rows.map((row) => [row.seq, row]));
