import type { QueuePayload } from '@halyard/contracts';

import { addUsage } from '../../plans/add-usage.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { noteClients } from '../clients/note-clients.ts';
import { boundNames } from '../names/bound-names.ts';
import type { Named } from '../names/named.ts';
import { addCounted } from '../rollup/add-counted.ts';
import { createRollup } from '../rollup/rollup.ts';
import { writeCounts } from '../rollup/write-counts.ts';
import { writePendingUsers } from '../users/write-pending.ts';
import type { NamesOfDay } from './create-intake.ts';

type Batch = QueuePayload<'evaluation-counts'>;

/** Writes what a node counted, unless that was done before; and what of their plans it used. */
export async function takeInCounts(
  tx: Transaction,
  batch: Batch,
  names: NamesOfDay,
): Promise<readonly Named[]> {
  if (!(await isNew(tx, batch))) return [];
  const rollup = createRollup();
  addCounted(rollup, batch);
  const { admitted } = await boundNames(tx, rollup, [], names);
  await writeCounts(tx.db, rollup);
  await noteClients(tx, batch.clients);
  await writePendingUsers(tx.db, rollup);
  await addUsage(tx, batch.usage);
  return admitted;
}

/** Marks a batch as taken in; false where it was already. */
async function isNew({ db, ctx }: Transaction, { node, boot, n }: Batch): Promise<boolean> {
  const marked = await db.$executeRaw`
    INSERT INTO processed_batch (node, boot, n, processed_at)
    VALUES (${node}, ${boot}::uuid, ${n}, ${ctx.now().toISOString()}::timestamptz)
    ON CONFLICT DO NOTHING`;
  return marked > 0;
}
