import { sql, type Database, type Sql } from '@halyard/database';

/** What is counted in a row of its own, and what together with others. */
export interface Rows {
  own: ReadonlyMap<string, number>;
  shared: ReadonlyMap<string, number>;
  /** Evaluations' rows that have a sketch of users. */
  users: ReadonlySet<string>;
}

const hour = sql`extract(epoch FROM hour)::bigint`;

const evaluations = sql`
  SELECT concat_ws('|', flag_id, ${hour}, environment, application_id, reporter, variation, result::text)
    AS row, count::int FROM flag_count`;

const errors = sql`
  SELECT concat_ws('|', flag_id, ${hour}, environment, application_id, reporter, type, flag_state)
    AS row, count::int FROM error_count JOIN error_group USING (organization_id, flag_id, fingerprint)`;

const feedback = sql`SELECT evaluation_id::text AS row, 1 AS count FROM feedback`;

const users = sql`
  SELECT concat_ws('|', flag_id, ${hour}, environment, application_id, reporter, name, detail)
    AS row, 1 AS count FROM hourly_users WHERE kind = 'variation'`;

/** Sums that others' reports are in, too. */
const shared = sql`
  SELECT concat_ws('|', 'place', application_id, reporter, country, city) AS row,
    sum(count)::int AS count FROM place_count GROUP BY 1
  UNION ALL
  SELECT concat_ws('|', 'language', application_id, reporter, language), sum(count)::int
  FROM language_count GROUP BY 1
  UNION ALL
  SELECT concat_ws('|', 'error', flag_id, type), recorded::int FROM error_group
  UNION ALL
  SELECT concat_ws('|', 'feedback', flag_id, application_id, reporter, value::text, part), sum(count)::int
  FROM feedback_count CROSS JOIN LATERAL (
    VALUES ('successes', successes), ('failures', failures), ('latencies', latencies)
  ) AS parts (part, count)
  WHERE count > 0 GROUP BY 1`;

/** What an installation has counted of all organizations. */
export async function readRows(database: Database): Promise<Rows> {
  const read = (statement: Sql): Promise<{ row: string; count: number }[]> =>
    database.$queryRaw`${statement}`;
  const own = [...(await read(evaluations)), ...(await read(errors)), ...(await read(feedback))];
  return {
    own: toMap(own),
    shared: toMap(await read(shared)),
    users: new Set((await read(users)).map(({ row }) => row)),
  };
}

const toMap = (rows: readonly { row: string; count: number }[]): Map<string, number> =>
  new Map(rows.map(({ row, count }) => [row, count]));
