import type { TelemetryBatch } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { recordErrors } from '../errors/record-errors.ts';
import { boundNames } from '../names/bound-names.ts';
import type { Named } from '../names/named.ts';
import { addReported } from '../rollup/add-reported.ts';
import { createRollup } from '../rollup/rollup.ts';
import { writeCounts } from '../rollup/write-counts.ts';
import { writeSamples } from '../samples/write-samples.ts';
import { recordUnknownFlags } from '../unknown-flags/record-unknown-flags.ts';
import { writePendingUsers } from '../users/write-pending.ts';
import type { NamesOfDay } from './create-intake.ts';
import { listEvents, type ErrorEvent } from './list-events.ts';
import { markBatches } from './mark-batches.ts';

/** Writes what batches report that were not taken in before. */
export async function takeInTelemetry(
  tx: Transaction,
  given: readonly TelemetryBatch[],
  names: NamesOfDay,
): Promise<readonly Named[]> {
  const batches = await markBatches(tx, given);
  const { evaluations, errors } = await listEvents(tx, batches);
  const rollup = createRollup();
  for (const { source, event } of evaluations) addReported(rollup, source, event);
  const { admitted, isAdmitted } = await boundNames(tx, rollup, errors.map(toNamed), names);
  await writeCounts(tx.db, rollup);
  await recordErrors(tx, errors, names.day, (error) => isAdmitted(toNamed(error)));
  await writeSamples(tx.db, evaluations);
  await recordUnknownFlags(tx, batches);
  await writePendingUsers(tx.db, rollup);
  return admitted;
}

const toNamed = ({ source, event }: ErrorEvent): Named => ({
  organizationId: source.organizationId,
  flagId: event.flagId,
  kind: 'error',
  name: event.fingerprint,
});
