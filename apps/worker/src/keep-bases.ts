import type { Leases } from '@halyard/coordination';
import type { Database } from '@halyard/database';
import { refreshBases, type SealedBases } from '@halyard/replica';

/** Where bases are, and what says whose turn it is to write them. */
export interface BasesPlace {
  bases: SealedBases;
  leases: Pick<Leases, 'acquire'>;
}

export interface KeepBasesOptions extends BasesPlace {
  database: Database;
  /** Unix time, milliseconds. */
  now: () => number;
}

const restMs = 30_000;

/** Has bases refreshed, by one worker at a time; nothing where that was done within half a minute. */
export async function keepBases({ database, bases, leases, now }: KeepBasesOptions): Promise<void> {
  // Never given back: it expires half a minute after the last base was written.
  const lease = await leases.acquire('bases', restMs);
  if (!lease) return;
  await refreshBases({ database, bases, mayGoOn: () => lease.renew(), now });
}
