import { orTryAgain } from '@halyard/http';
import type { Replica } from '@halyard/replica';

import { parseId, wholeRow, type Position } from '../../frames/position.ts';
import type { OrganizationStreams } from '../organization-streams.ts';
import { nextRow } from '../telling/advance.ts';

/** Where a new stream begins to tell. */
export interface StartingPoint {
  readonly position: Position;
  /** What came before cannot be told: everything is to be read anew. */
  readonly isResync: boolean;
}

export const atEnd = (
  { ring }: Pick<OrganizationStreams, 'ring'>,
  isResync = false,
): StartingPoint => ({ position: wholeRow(ring.last), isResync });

/**
 * Where a stream goes on whose client has heard everything up to an id; at the log's end where it has
 * heard nothing yet. `unavailable` when that cannot be told now.
 */
export async function findStart(
  replica: Pick<Replica, 'catchUp'>,
  organization: Pick<OrganizationStreams, 'ring' | 'history'>,
  { organizationId, lastEventId }: { organizationId: string; lastEventId: string | undefined },
): Promise<StartingPoint> {
  const { ring, history } = organization;
  if (lastEventId === undefined) return atEnd(organization);
  const position = parseId(lastEventId);
  if (!position) return atEnd(organization, true);
  // Another node was ahead of this one.
  if (position.seq > ring.last) await orTryAgain(replica.catchUp(organizationId), untold);
  const next = nextRow({ position });
  if (position.seq > ring.last) return atEnd(organization, true);
  if (next >= ring.first) return { position, isResync: false };
  const rows = await orTryAgain(history.read(next), untold);
  return rows.length === 0 ? atEnd(organization, true) : { position, isResync: false };
}

const untold = 'What was missed cannot be read now; try again.';
