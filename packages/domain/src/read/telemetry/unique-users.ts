import type { Reporter } from '@halyard/contracts';
import { sql, type Database } from '@halyard/database';
import {
  createUserSketch,
  estimateUsers,
  mergeEncodedUsers,
  mergeUsers,
  type UserSketch,
} from '@halyard/sketches';

import { fromSketchText, sketchText } from '../../telemetry/users/sketch-text.ts';

export interface UniqueUsersQuery {
  organizationId: string;
  flagId: string;
  /** All of them where it is left out. */
  environment?: string | undefined;
  /** Hours, both included; of days that are older than two only whole ones can be told. */
  from: Date;
  until: Date;
}

/** How many different users a flag was evaluated for, within about 1 %. */
export interface UniqueUsers {
  total: number;
  /** Those whom it was on for, at least once. */
  enabled: number;
}

/** A flag's unique users in a range of times, as each reporter says. */
export async function readUniqueUsers(
  database: Pick<Database, '$queryRaw'>,
  query: UniqueUsersQuery,
): Promise<Partial<Record<Reporter, UniqueUsers>>> {
  const sketches = new Map<Reporter, Record<'on' | 'off', UserSketch>>();
  for (const { reporter, detail, sketch } of await readSketches(database, query)) {
    const of = sketches.get(reporter) ?? { on: createUserSketch(), off: createUserSketch() };
    sketches.set(reporter, of);
    mergeEncodedUsers(detail === 'true' ? of.on : of.off, fromSketchText(sketch));
  }
  return Object.fromEntries(
    [...sketches].map(([reporter, { on, off }]) => {
      const enabled = estimateUsers(on);
      mergeUsers(on, off);
      return [reporter, { total: estimateUsers(on), enabled }];
    }),
  );
}

interface SketchRow {
  reporter: Reporter;
  /** The result. */
  detail: string;
  sketch: string;
}

/** One statement: a day is rolled up in one transaction, so that each user is seen. */
const readSketches = (
  database: Pick<Database, '$queryRaw'>,
  { organizationId, flagId, environment, from, until }: UniqueUsersQuery,
): Promise<SketchRow[]> => {
  const isOf = sql`organization_id = ${organizationId}::uuid AND flag_id = ${flagId}::uuid
    AND kind = 'variation'
    AND (${environment ?? null}::text IS NULL OR environment = ${environment ?? null})`;
  return database.$queryRaw`
    SELECT reporter::text, detail, ${sketchText} AS sketch FROM hourly_users
    WHERE ${isOf} AND hour BETWEEN date_trunc('hour', ${from}::timestamptz) AND ${until}::timestamptz
    UNION ALL
    SELECT reporter::text, detail, ${sketchText} AS sketch FROM daily_users
    WHERE ${isOf} AND day BETWEEN (${from}::timestamptz AT TIME ZONE 'UTC')::date
      AND (${until}::timestamptz AT TIME ZONE 'UTC')::date`;
};
