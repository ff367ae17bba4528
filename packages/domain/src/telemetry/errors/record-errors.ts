import { other } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';
import type { ErrorEvent } from '../intake/list-events.ts';
import { countErrors } from './count-errors.ts';
import { groupErrors } from './grouped-error.ts';
import { keepErrors } from './keep-errors.ts';
import { noteGroups } from './note-groups.ts';

/** Counts errors, and keeps of each group the latest of a day in full. */
export async function recordErrors(
  { db }: Transaction,
  events: readonly ErrorEvent[],
  day: string,
  hasRoom: (error: ErrorEvent) => boolean,
): Promise<void> {
  if (events.length === 0) return;
  const errors = events.map((error) => ({
    source: error.source,
    event: error.event,
    fingerprint: hasRoom(error) ? error.event.fingerprint : other,
  }));
  const groups = groupErrors(errors);
  await countErrors(db, errors);
  await keepErrors(db, groups, await noteGroups(db, groups, day), day);
}
