import type { Database } from '@halyard/database';

import { readHeads } from '../follow/read-log.ts';
import { loadOrganizations } from '../load/load-organizations.ts';
import type { SealedBases } from './sealed-bases.ts';

export interface RefreshBasesOptions {
  database: Database;
  bases: SealedBases;
  /** Asked before each: false where somebody else has begun. */
  mayGoOn: () => Promise<boolean>;
  /** Unix time, milliseconds. */
  now: () => number;
}

/**
 * Writes the bases of organizations whose logs have gone on, one after the other, and removes those
 * of organizations that are gone. What fails stops no other; it rejects with that afterwards.
 */
export async function refreshBases(options: RefreshBasesOptions): Promise<void> {
  const { database, bases, mayGoOn, now } = options;
  const startedAtMs = now();
  // Before the heads: so a base is never newer than its log, unless the database was restored.
  const known = await bases.list();
  const heads = await readHeads(database);
  const failures: unknown[] = [];
  const attempt = (work: Promise<void>): Promise<unknown> =>
    work.catch((error: unknown) => failures.push(error));

  for (const [id, head] of heads) {
    const seq = known.get(id);
    if (seq === head) continue;
    if (!(await mayGoOn())) return;
    if (seq !== undefined && seq > head) await attempt(bases.remove(id));
    await attempt(write(database, bases, id));
  }
  for (const id of known.keys()) if (!heads.has(id)) await attempt(bases.remove(id));
  if (failures.length > 0) throw failures[0];
  await bases.confirm(startedAtMs);
}

async function write(database: Database, bases: SealedBases, id: string): Promise<void> {
  const [snapshot] = await loadOrganizations(database, id);
  if (snapshot) await bases.put(snapshot);
}
