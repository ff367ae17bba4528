import { other, type TelemetryBatch } from '@halyard/contracts';
import { arrayOf } from '@halyard/database';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { takeLocks } from '../take-locks.ts';

/** Of each application. */
const mostKeys = 1_000;

/**
 * Counts keys that no flag has. Of each application those asked for most are listed, of equals the
 * latest, so that a mistake in somebody's code shows however many keys others invent; what falls off
 * the list goes to `(other)`.
 */
export async function recordUnknownFlags(
  tx: Transaction,
  batches: readonly TelemetryBatch[],
): Promise<void> {
  const asked = batches.flatMap(({ organizationId, applicationId, receivedAtMs, unknownFlags }) =>
    unknownFlags.map((unknown) => ({ organizationId, applicationId, receivedAtMs, ...unknown })),
  );
  if (asked.length === 0) return;
  const applications = new Map(asked.map((one) => [one.applicationId, one.organizationId]));
  // What falls off the list is deleted in no order.
  await takeLocks(
    tx.db,
    [...applications.keys()].map((id) => `unknown flags ${id}`),
  );
  await add(tx, asked);
  await trim(tx, applications);
}

interface Asked {
  organizationId: string;
  applicationId: string;
  receivedAtMs: number;
  key: string;
  count: number;
}

const add = ({ db }: Transaction, asked: readonly Asked[]): Promise<unknown> =>
  db.$executeRaw`
    INSERT INTO unknown_flag AS known (organization_id, application_id, key, count, first_seen_at,
      last_seen_at)
    SELECT organization_id, application_id, key, sum(count), min(at), max(at)
    FROM unnest(
      ${arrayOf(asked, ({ organizationId }) => organizationId)}::uuid[],
      ${arrayOf(asked, ({ applicationId }) => applicationId)}::uuid[],
      ${arrayOf(asked, ({ key }) => key)}::text[],
      ${arrayOf(asked, ({ count }) => count)}::bigint[],
      ${arrayOf(asked, ({ receivedAtMs }) => new Date(receivedAtMs))}::timestamptz[]
    ) AS asked (organization_id, application_id, key, count, at)
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (organization_id, application_id, key) DO UPDATE SET
      count = known.count + excluded.count,
      first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)`;

const trim = ({ db }: Transaction, applications: ReadonlyMap<string, string>): Promise<unknown> =>
  db.$executeRaw`
    WITH ranked AS (
      SELECT organization_id, application_id, key, row_number() OVER (
        PARTITION BY organization_id, application_id ORDER BY count DESC, last_seen_at DESC, key
      ) AS rank
      FROM unknown_flag
      JOIN unnest(${[...applications.values()]}::uuid[], ${[...applications.keys()]}::uuid[])
        AS touched (organization_id, application_id) USING (organization_id, application_id)
      WHERE key <> ${other}
    ), fallen AS (
      DELETE FROM unknown_flag AS known USING ranked
      WHERE rank > ${mostKeys} AND known.organization_id = ranked.organization_id
        AND known.application_id = ranked.application_id AND known.key = ranked.key
      RETURNING known.*
    )
    INSERT INTO unknown_flag AS known (organization_id, application_id, key, count, first_seen_at,
      last_seen_at)
    SELECT organization_id, application_id, ${other}, sum(count), min(first_seen_at),
      max(last_seen_at)
    FROM fallen GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (organization_id, application_id, key) DO UPDATE SET
      count = known.count + excluded.count,
      first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)`;
