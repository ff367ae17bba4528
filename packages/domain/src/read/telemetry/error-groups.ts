import type { FlagErrorGroup } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import type { ErrorFilter } from './error-events.ts';

const mostListed = 100;

interface Row extends Pick<FlagErrorGroup, 'fingerprint' | 'type' | 'message' | 'environments'> {
  count: bigint;
  total: bigint;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** How many errors there were, and the kinds with most of them. */
export async function listErrorGroups(
  database: Pick<Database, '$queryRaw'>,
  filter: ErrorFilter,
): Promise<{ total: number; groups: FlagErrorGroup[] }> {
  const rows = await query(database, filter);
  return {
    total: Number(rows[0]?.total ?? 0),
    groups: rows.map(({ fingerprint, type, message, count, environments, ...row }) => ({
      fingerprint,
      type,
      message,
      count: Number(count),
      environments,
      first_seen: row.firstSeenAt.toISOString(),
      last_seen: row.lastSeenAt.toISOString(),
    })),
  };
}

const query = (
  database: Pick<Database, '$queryRaw'>,
  { organizationId, flagId, environment, fingerprint, start }: ErrorFilter,
): Promise<Row[]> =>
  database.$queryRaw<Row[]>`
    WITH counted AS (
      SELECT fingerprint, sum(count)::bigint AS count, (sum(sum(count)) OVER ())::bigint AS total,
        array_agg(DISTINCT environment ORDER BY environment) AS environments
      FROM error_count
      WHERE organization_id = ${organizationId}::uuid AND flag_id = ${flagId}::uuid
        AND hour >= ${start.toISOString()}::timestamptz
        AND coalesce(environment = ${environment ?? null}, ${environment === undefined})
        AND coalesce(fingerprint = ${fingerprint ?? null}, ${fingerprint === undefined})
      GROUP BY fingerprint
    )
    SELECT fingerprint, type, message, count, total, environments,
      first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt"
    FROM counted JOIN error_group USING (fingerprint)
    WHERE organization_id = ${organizationId}::uuid AND flag_id = ${flagId}::uuid
    ORDER BY count DESC, fingerprint
    LIMIT ${mostListed}`;
