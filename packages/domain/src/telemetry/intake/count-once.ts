import { dayAt } from '@halyard/contracts';
import { arrayOf } from '@halyard/database';

import type { Transaction } from '../../transaction/with-transaction.ts';

/** Something whose client gave it an id. */
export interface Identified {
  readonly organizationId: string;
  /** Half a SHA-256, 32 hexadecimal digits. */
  readonly digest: string;
  readonly receivedAtMs: number;
}

/**
 * Of these, whose digests are all different, those that also came within a day of when they were
 * received: they were counted. Notes the others.
 */
export async function findCounted(
  { db }: Transaction,
  events: readonly Identified[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const generation = await holdGeneration(db);
  // What is done again after days looks where it was noted then.
  const oldest = dayAt(events.reduce((ms, event) => Math.min(ms, event.receivedAtMs), Infinity));
  const rows = await db.$queryRaw<{ digest: string }[]>`
    WITH event AS MATERIALIZED (
      SELECT * FROM unnest(
        ${arrayOf(events, ({ organizationId }) => organizationId)}::uuid[],
        ${arrayOf(events, ({ digest }) => digest)}::uuid[],
        ${arrayOf(events, ({ receivedAtMs }) => new Date(receivedAtMs))}::timestamptz[]
      ) AS event (organization_id, digest, received_at)
    ), noted AS (
      INSERT INTO event_id (organization_id, digest, generation, received_at)
      SELECT organization_id, digest, ${generation}::date, received_at FROM event
      WHERE NOT EXISTS (
        SELECT FROM event_id AS before
        WHERE before.organization_id = event.organization_id AND before.digest = event.digest
          AND before.generation < ${generation}::date
          AND before.generation >= least(${generation}::date, ${oldest}::date) - 2
          AND before.received_at > event.received_at - interval '1 day'
          AND before.received_at < event.received_at + interval '1 day'
      )
      ORDER BY 1, 2
      ON CONFLICT DO NOTHING
      RETURNING digest
    )
    SELECT replace(digest::text, '-', '') AS digest FROM event
    WHERE digest NOT IN (SELECT digest FROM noted)`;
  return new Set(rows.map(({ digest }) => digest));
}

/** Until the transaction ends the generation stays: no other is written meanwhile. */
async function holdGeneration(db: Transaction['db']): Promise<string> {
  const [row] = await db.$queryRaw<{ generation: string }[]>`
    SELECT generation::text FROM event_generation FOR SHARE`;
  return row!.generation;
}
