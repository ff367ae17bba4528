import { addUser, createUserSketch, type UserSketch } from '@halyard/sketches';

import { authorise } from '../../authorise.ts';
import type { Context } from '../../context/context.ts';
import { withTransaction, type Transaction } from '../../transaction/with-transaction.ts';
import { mergeSketches, type KeyedSketch } from './merge-sketches.ts';
import { sumOfAll } from './sum-of-all.ts';
import { hourlyUsers } from './users-table.ts';
import type { PendingSubject } from './write-pending.ts';

/** Rows that one transaction merges: each holds the users of up to half a second. */
const mostRows = 200;
const timeoutMs = 30_000;

/**
 * Merges users that wait into the sketches of their hours, one organization after the other. Gives
 * how many rows there were; what comes meanwhile waits for the next turn.
 */
export async function mergePendingUsers(ctx: Context): Promise<number> {
  authorise(ctx, 'telemetry:record', null);
  return sumOfAll(await listWaiting(ctx), (organizationId) =>
    withTransaction(ctx, (tx) => merge(tx, organizationId), timeoutMs),
  );
}

async function listWaiting({ database }: Context): Promise<string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT organization_id::text AS id FROM pending_users ORDER BY 1`;
  return rows.map(({ id }) => id);
}

interface PendingRows {
  subjects: PendingSubject[];
  hashes: Uint8Array;
}

async function merge({ db }: Transaction, organizationId: string): Promise<number> {
  // Another worker that merges this organization's leaves nothing to do.
  const [lock] = await db.$queryRaw<{ isFree: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`users ${organizationId}`}, 0)) AS "isFree"`;
  if (!lock!.isFree) return 0;
  const rows = await db.$queryRaw<PendingRows[]>`
    DELETE FROM pending_users WHERE (organization_id, id) IN (
      SELECT organization_id, id FROM pending_users
      WHERE organization_id = ${organizationId}::uuid ORDER BY id LIMIT ${mostRows}
    ) RETURNING subjects, hashes`;
  const added = new Map<string, KeyedSketch>();
  for (const row of rows) addUsers(added, row);
  await mergeSketches(db, hourlyUsers, organizationId, [...added.values()]);
  return rows.length;
}

const hashBytes = 8;

function addUsers(added: Map<string, KeyedSketch>, { subjects, hashes }: PendingRows): void {
  const text = Buffer.from(hashes).toString('hex');
  let at = 0;
  for (const [flagId, applicationId, environment, hourMs, reporter, rows] of subjects) {
    for (const [kind, name, detail, users] of rows) {
      const key = { flagId, startsAtMs: hourMs, environment, applicationId, kind, name, detail };
      const { sketch } = keyedSketch(added, { ...key, reporter });
      for (let n = 0; n < users; n++, at += 2 * hashBytes) {
        addUser(sketch, text.slice(at, at + 2 * hashBytes));
      }
    }
  }
}

/** The sketch of that key, made where there is none. */
export function keyedSketch(
  sketches: Map<string, KeyedSketch>,
  key: Omit<KeyedSketch, 'sketch'>,
): { sketch: UserSketch } {
  const name = Object.values(key).join('\n');
  const known = sketches.get(name);
  if (known) return known;
  const made = { ...key, sketch: createUserSketch() };
  sketches.set(name, made);
  return made;
}
