import type { Change } from '@halyard/contracts';
import type { CompiledDataSet } from '@halyard/core';

import { applicationsOf, explainFlag, toNews } from './explain-flag.ts';
import type { Entry, News } from './news.ts';
import { rewind, type Presence } from './presence.ts';

export interface After {
  /** How things are after the last of the changes, or after `later`. */
  readonly dataSet: CompiledDataSet;
  /** What came between the changes and the data set: of each flag at least how it came or went. */
  readonly later?: readonly Change[];
}

/**
 * What rows of a log, one after the other, mean for streams. That is decided by how things were at
 * each row, so that a stream hears the same now and when it is told later; only what a change does not
 * carry itself (flags of a derived change, what a shadow uncovers) may be told as it became since.
 */
export function explainChanges(
  changes: readonly Change[],
  { dataSet, later = [] }: After,
): Entry[] {
  const presence = rewind([...changes, ...later], dataSet);
  return changes.map((change) => ({
    seq: change.seq,
    atMs: Date.parse(change.at),
    news: newsOf(change, presence),
    isResync: isUntold(change),
  }));
}

function newsOf(change: Change, presence: Presence): News[] {
  if (change.kind === 'flag') return explainFlag(change, presence);
  if (change.kind !== 'derived') return [];
  return (change.document.flag_ids ?? []).flatMap((id, place) => {
    const flag = presence.findActive(id);
    if (!flag) return [];
    return toNews(flag, 'updated', {
      forMembers: true,
      forKeysOf: applicationsOf(flag, presence),
      place,
    });
  });
}

/** Too many flags to list, or a deletion of which the log says nothing. */
const isUntold = (change: Change): boolean =>
  (change.kind === 'derived' && change.document.flag_ids === null) ||
  (change.kind === 'flag' && change.document === null);
